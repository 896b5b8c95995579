package dev.carewire.rest;

import dev.carewire.billing.InvoiceForm;
import dev.carewire.billing.InvoiceQuery;
import dev.carewire.billing.Invoices;
import dev.carewire.billing.PaymentForm;
import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import java.util.List;
import java.util.Optional;

/**
 * Invoices and their payments. A list takes {@code patientId}, {@code visitId}, {@code status} and {@code limit}. Amounts are in
 * the currency's main unit, as {@code 120.50}, or in cents where the field's name ends so.
 */
public final class InvoiceRoutes {

    private final Invoices invoices;

    public InvoiceRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/invoices", this::list),
                Route.post("/api/invoices", this::create),
                Route.get("/api/invoices/{id}", this::get),
                Route.put("/api/invoices/{id}", this::update),
                Route.post("/api/invoices/{id}/cancel", this::cancel),
                Route.get("/api/invoices/{id}/payments", this::payments),
                Route.post("/api/invoices/{id}/payments", this::pay));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        InvoiceQuery filter = new InvoiceQuery(
                query.text("patientId"),
                query.text("visitId"),
                query.statuses(EnumNames.INVOICE_STATUS, InvoiceStatus.class),
                query.before(),
                query.limit());
        return Response.list(invoices.list(caller, filter), ClinicJson::invoice);
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        InvoiceForm form = form(new JsonFields(request.jsonObject()));
        return Response.created(ClinicJson.invoice(invoices.create(caller, form)));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(ClinicJson.invoice(invoices.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        InvoiceForm form = form(new JsonFields(request.jsonObject()));
        return Response.ok(ClinicJson.invoice(invoices.update(caller, request.pathValue("id"), form)));
    }

    private Response cancel(Caller caller, Request request) {
        InvoiceForm form = new InvoiceForm(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(InvoiceStatus.CANCELLED));
        return Response.ok(ClinicJson.invoice(invoices.update(caller, request.pathValue("id"), form)));
    }

    private Response payments(Caller caller, Request request) {
        return Response.list(invoices.payments(caller, request.pathValue("id")).stream()
                .map(ClinicJson::payment)
                .toList());
    }

    private Response pay(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        PaymentForm form = new PaymentForm(
                body.cents("amountCents", "amount"),
                body.day("paymentDate"),
                body.text("paymentMethod"),
                body.text("payer"));
        return Response.created(ClinicJson.invoice(invoices.recordPayment(caller, request.pathValue("id"), form)));
    }

    private static InvoiceForm form(JsonFields body) {
        return new InvoiceForm(
                body.id("patientId", "patient"),
                body.id("visitId", "visit"),
                body.cents("totalCents", "total"),
                body.enumValue(EnumNames.INVOICE_STATUS, "status"));
    }
}
