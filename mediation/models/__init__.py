"""Desks and their agents; the people they registered and what was written for them; text messages that came in."""

from mediation.models.desk import Agent, Desk
from mediation.models.incoming import Incoming
from mediation.models.person import Act, Claim, Registration

__all__ = ["Act", "Agent", "Claim", "Desk", "Incoming", "Registration"]
