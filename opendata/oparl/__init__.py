"""Councils, their sessions, agendas and decisions in the shape of OParl 1.1."""
