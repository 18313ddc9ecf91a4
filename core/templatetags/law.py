"""`{% load law %}`: the filters `cited`, for an article of law in the language of the page, and `law_numbers`, for
our words that name laws and come from no catalogue.
"""

from django import template

from core.text import citation, law_numbers

register = template.Library()
register.filter("cited", citation)
register.filter("law_numbers", law_numbers)
