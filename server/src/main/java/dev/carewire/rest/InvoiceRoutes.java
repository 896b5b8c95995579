package dev.carewire.rest;

import dev.carewire.billing.InvoiceForm;
import dev.carewire.billing.Invoices;
import dev.carewire.billing.PaymentForm;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.util.List;
import java.util.Optional;

/**
 * Invoices and their payments. The list accepts {@code patientId}, {@code visitId}, {@code status} and {@code limit}.
 * Amounts are in the currency's main unit, such as {@code 120.50}, or in cents if the field's name ends in that.
 */
public final class InvoiceRoutes {

    private static final InvoiceForm CANCELLATION =
            new InvoiceForm(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(InvoiceStatus.CANCELLED));

    private final Invoices invoices;

    public InvoiceRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    public List<Route> routes() {
        return new RecordRoutes<>("/api/invoices", ClinicJson::invoice)
                .pages(this::list)
                .create((caller, body) -> invoices.create(caller, form(body)))
                .get(invoices::get)
                .update((caller, id, body) -> invoices.update(caller, id, form(body)))
                .command("cancel", (caller, id) -> invoices.update(caller, id, CANCELLATION))
                .add(Route.get("/api/invoices/{id}/payments", this::payments))
                .add(Route.post("/api/invoices/{id}/payments", this::pay))
                .routes();
    }

    private Page<InvoiceSnapshot> list(Caller caller, ListQuery query) {
        return invoices.list(
                caller,
                RecordQuery.<InvoiceStatus>all(query.limit())
                        .with(Reference.PATIENT, query.text("patientId"))
                        .with(Reference.VISIT, query.text("visitId"))
                        .in(query.statuses(EnumNames.INVOICE_STATUS, InvoiceStatus.class)),
                query.before());
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
