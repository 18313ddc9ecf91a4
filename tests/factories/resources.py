"""Resources of the information bank in each state, with what is made of their words."""

import datetime

import factory
from django.utils.timezone import localdate, now

from resources.actions.locking import fold_titles, index, keep_version
from resources.enums import ResourceKind, ResourceState
from resources.models import Resource
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory


class ResourceFactory(factory.django.DjangoModelFactory):
    """A draft guide of a space. `published`, `withdrawn`, `late` (to be reviewed since yesterday), `of_association`,
    `of_lab`."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    class Params:
        withdrawn = factory.Trait(
            state=ResourceState.WITHDRAWN, published_at=factory.LazyFunction(now), version=1,
            withdrawn_at=factory.LazyFunction(now),
        )  # fmt: skip
        published = factory.Trait(state=ResourceState.PUBLISHED, published_at=factory.LazyFunction(now), version=1)
        late = factory.Trait(
            state=ResourceState.PUBLISHED, published_at=factory.LazyFunction(now), version=1,
            review_on=factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=1)),
        )  # fmt: skip
        of_association = factory.Trait(space=None, association=factory.SubFactory(AssociationFactory))
        of_lab = factory.Trait(space=None)

    space = factory.SubFactory(SpaceFactory)
    keeper = factory.SubFactory(UserFactory)
    kind = ResourceKind.GUIDE
    title_ar = factory.Sequence(lambda n: f"دليل الجمعيات {n}")
    title_fr = factory.Sequence(lambda n: f"Guide des associations {n}")
    summary_ar = "كيف تهيئ الجمعية ملفها."
    summary_fr = "Comment une association prépare son dossier."
    text_ar = "الخطوة الأولى.\n\nالخطوة الثانية."
    text_fr = "Première étape.\n\nDeuxième étape."
    languages = ["ar", "fr"]

    @factory.post_generation
    def made(self, create, extracted, **kwargs):
        if not create:
            return
        self.folded = fold_titles(self)
        self.save(update_fields=["folded"])
        index(self)
        if self.version:
            keep_version(self, by=self.keeper)
