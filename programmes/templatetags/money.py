"""Sums of money in pages."""

from django import template

from programmes.money import dirhams

register = template.Library()
register.filter("dirhams", dirhams)
