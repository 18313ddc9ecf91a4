"""Addresses of the app's pages."""

from django.urls import path

from accounts.views import confirm, data, door, language, me, readings, sessions, tokens, welcome

app_name = "people"
urlpatterns = [
    path("accounts/code/", door.code, name="code"),
    path("accounts/code/again/", door.resend, name="resend"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("language/<slug:code>/", language.language, name="language"),
    path("me/", me.me, name="me"),
    path("me/declarations/", me.declarations, name="declarations"),
    path("me/contact/code/", me.contact_code, name="contact-code"),
    path("me/contact/<slug:field>/", me.contact, name="contact"),
    path("me/contact/<slug:field>/remove/", me.remove_contact, name="remove-contact"),
    path("me/sessions/", sessions.sessions, name="sessions"),
    path("me/sessions/<int:pk>/end/", sessions.end_session, name="end-session"),
    path("me/sessions/end-others/", sessions.end_others, name="end-others"),
    path("me/suspension/", sessions.suspension, name="suspension"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/new/", tokens.make_token, name="make-token"),
    path("me/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
    path("me/data/", data.data, name="data"),
    path("me/data/download/", data.download, name="download"),
    path("me/readings/", readings.readings, name="readings"),
    path("readings/", readings.all_readings, name="all-readings"),
    path("me/erase/", data.erase, name="erase"),
    path("me/confirm/", confirm.confirm, name="confirm"),
    path("me/confirm/code/", confirm.confirm_code, name="confirm-code"),
]
