package dev.carewire.rest;

import dev.carewire.billing.InvoiceForm;
import dev.carewire.billing.Invoices;
import dev.carewire.billing.PaymentForm;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.util.List;
import java.util.Optional;

/**
 * Invoices and their payments. The list accepts {@code patientId}, {@code visitId}, {@code status} and {@code limit}.
 * Amounts are in the currency's main unit, such as {@code 120.50}, or in cents if the field's name ends in that.
 */
public final class InvoiceRoutes {

    private static final InvoiceForm CANCELLATION = new InvoiceForm(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(InvoiceStatus.CANCELLED),
            ExtraChange.none());

    private final Invoices invoices;

    public InvoiceRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    public List<Route> routes() {
        return new RecordRoutes<>("/api/invoices", ClinicJson::invoice)
                .pages(this::list)
                .create(this::create)
                .get(invoices::get)
                .put(
                        invoices::find,
                        this::create,
                        (caller, current, body) -> invoices.update(caller, current.id(), form(body)))
                .command("cancel", (caller, id) -> invoices.update(caller, id, CANCELLATION))
                .add(Route.get("/api/invoices/{id}/payments", this::payments))
                .add(Route.post("/api/invoices/{id}/payments", this::pay))
                .routes();
    }

    private InvoiceSnapshot create(Caller caller, RecordBody<InvoiceSnapshot> body) {
        return invoices.create(caller, form(body));
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
        RecordBody<PaymentSnapshot> body = RecordBody.ofNew(request.jsonObject(), List.of(ClinicJson::payment));
        JsonFields fields = body.fields();
        PaymentForm form = new PaymentForm(
                body.id(),
                fields.cents("amountCents", "amount"),
                fields.day("paymentDate"),
                fields.text("paymentMethod"),
                fields.text("payer"),
                body.extra());
        return Response.created(ClinicJson.invoice(invoices.recordPayment(caller, request.pathValue("id"), form)));
    }

    private static InvoiceForm form(RecordBody<InvoiceSnapshot> body) {
        JsonFields fields = body.fields();
        return new InvoiceForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.id("visitId", "visit"),
                fields.cents("totalCents", "total"),
                fields.enumValue(EnumNames.INVOICE_STATUS, "status"),
                body.extra());
    }
}
