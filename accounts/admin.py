"""People in the administration: found by an exact contact only, each reading of a file recorded."""

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 -- loaded so that what they list can be taken out
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts import audit, contacts
from accounts.enums import Dossier
from accounts.forms import PersonForm
from accounts.models import User
from core import journal
from core.live import bus

# Nobody leafs through people's addresses, keys and browsers.
for _model in (EmailAddress, EmailConfirmation, Authenticator, UserSession):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
# One door for everyone, with its codes and its second factor.
admin.site.login = secure_admin_login(admin.site.login)


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """A person's file. There is no list to leaf through: one asks for one person, by her whole number or address."""

    form = PersonForm
    list_display = ["pk", "public_name", "language", "trust", "is_active", "is_staff", "joined_at"]
    readonly_fields = ["trust", "commune", "joined_at", "last_login", "erased_at"]
    search_fields = ["pk"]
    search_help_text = _("The whole phone number or the whole e-mail address")
    ordering = ["-pk"]
    actions = None
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_system=False, erased_at=None)

    def get_search_results(self, request, queryset, search_term):
        try:
            contact = contacts.parse(search_term)
        except contacts.ContactError:
            return queryset.none(), False
        return queryset.filter(**{contact.field: contact.value}), False

    def has_delete_permission(self, request, obj=None):
        return False  # a person leaves by her own page, which leaves her public acts in place

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        if person is not None and self.has_view_permission(request, person):
            journal.record(person, "read_file", by=request.user)
            audit.note(request, person, Dossier.PERSON, owner=person)
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        changed = [name for name in form.changed_data if name in {"is_active", "is_staff"}]
        if changed:
            bus.recheck(obj.pk)
        journal.record(obj, "change_file" if change else "make_file", by=request.user, data={"fields": changed})
