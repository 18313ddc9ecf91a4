"""Addresses of the app's pages."""

from django.urls import path

from presidency.views import open_data, orders, questions, reports

app_name = "presidency"
urlpatterns = [
    # orders
    path("councils/<slug:slug>/orders/", orders.listing, name="orders"),
    path("councils/<slug:slug>/orders/new/", orders.write, name="order-new"),
    path("councils/<slug:slug>/orders/atom.xml", open_data.orders_feed, name="orders-atom"),
    path("councils/<slug:slug>/orders/<int:year>/<int:number>/", orders.cited, name="order-cited"),
    path("orders/<int:pk>/", orders.detail, name="order"),
    path("orders/<int:pk>/file.pdf", orders.file, name="order-file"),
    path("orders/<int:pk>/edit/", orders.edit, name="order-edit"),
    path("orders/<int:pk>/discard/", orders.discard, name="order-discard"),
    path("orders/<int:pk>/moves/<slug:action>/", orders.move, name="order-move"),
    path("open-data/orders/", open_data.dictionary, name="orders-register"),
    # written questions
    path("councils/<slug:slug>/written-questions/", questions.listing, name="questions"),
    path("councils/<slug:slug>/written-questions/new/", questions.ask, name="question-new"),
    path("councils/<slug:slug>/written-questions/atom.xml", open_data.questions_feed, name="questions-atom"),
    path("written-questions/<int:pk>/", questions.detail, name="question"),
    path("written-questions/<int:pk>/reply/", questions.reply, name="question-reply"),
    path("written-questions/<int:pk>/moves/<slug:action>/", questions.move, name="question-move"),
    path("sessions/<int:pk>/written-questions/", questions.of_session, name="of-session"),
    path("sessions/<int:pk>/written-questions/sitting/", questions.sitting, name="question-sitting"),
    # information reports
    path("councils/<slug:slug>/information-reports/", reports.listing, name="reports"),
    path("sessions/<int:pk>/information-report/", reports.write, name="report-write"),
    path("information-reports/<int:pk>/", reports.detail, name="report"),
    path("information-reports/<int:pk>/publish/", reports.publish, name="report-publish"),
]
