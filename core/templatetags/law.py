"""`{% load law %}`: the filter `cited`, for an article of law in the language of the page."""

from django import template

from core.text import citation

register = template.Library()
register.filter("cited", citation)
