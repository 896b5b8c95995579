package dev.carewire.rest;

import dev.carewire.billing.InvoiceForm;
import dev.carewire.billing.Invoices;
import dev.carewire.billing.PaymentForm;
import dev.carewire.billing.RecordedPayment;
import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
        RecordRoutes.Creation<InvoiceSnapshot, InvoiceForm> creation =
                new RecordRoutes.Creation<>(InvoiceRoutes::creation, invoices::create);
        return new RecordRoutes<>("/api/invoices", ClinicJson::invoice, invoices::whileLocked)
                .newestFirst(InvoiceRoutes::filter, invoices::list)
                .create(creation)
                .get(invoices::get)
                .put(
                        creation,
                        InvoiceRoutes::change,
                        (caller, current, form) -> invoices.update(caller, current.id(), form))
                .command("cancel", (caller, id) -> invoices.update(caller, id, CANCELLATION))
                .add(Route.getAll("/api/invoices/{id}/payments", this::payments))
                .addPart("payments", InvoiceRoutes::payment, this::pay)
                .routes();
    }

    private static RecordQuery<InvoiceStatus> filter(ListQuery query) {
        return RecordQuery.<InvoiceStatus>all(query.limit())
                .with(Reference.PATIENT, query.text("patientId"))
                .with(Reference.VISIT, query.text("visitId"))
                .in(query.statuses(EnumNames.INVOICE_STATUS, InvoiceStatus.class));
    }

    private Response payments(Caller caller, Request request) {
        return Response.list(invoices.payments(caller, request.pathValue("id")).stream()
                .map(ClinicJson::payment)
                .toList());
    }

    private static PaymentBody payment(JsonFields fields) {
        RecordBody<PaymentSnapshot> body = RecordBody.of(fields, List.of(ClinicJson::payment));
        Supplier<Optional<Long>> amount = () -> fields.cents(1, Invoices.MAX_TOTAL_CENTS, "amountCents", "amount");
        fields.required("amountCents", amount);
        return new PaymentBody(
                body,
                new PaymentForm(
                        body.id(),
                        amount.get(),
                        fields.day("paymentDate"),
                        fields.clearableLine("paymentMethod"),
                        fields.clearableLine("payer"),
                        body.extra()));
    }

    private RecordRoutes.Extended<InvoiceSnapshot> pay(Caller caller, String id, PaymentBody paid) {
        RecordedPayment recorded = invoices.recordPayment(caller, id, paid.form());
        return new RecordRoutes.Extended<>(recorded.invoice(), paid.body().unknownFields(recorded.payment()));
    }

    private static InvoiceForm creation(RecordBody<InvoiceSnapshot> body) {
        JsonFields fields = body.fields();
        fields.required("totalCents", () -> fields.cents(1, Invoices.MAX_TOTAL_CENTS, "totalCents", "total"));
        if (fields.id("visitId", "visit").isEmpty()) {
            fields.required("patientId", () -> fields.id("patientId", "patient"));
        }
        return change(body);
    }

    private static InvoiceForm change(RecordBody<InvoiceSnapshot> body) {
        JsonFields fields = body.fields();
        return new InvoiceForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.id("visitId", "visit"),
                fields.cents(1, Invoices.MAX_TOTAL_CENTS, "totalCents", "total"),
                fields.enumValue(EnumNames.INVOICE_STATUS, "status"),
                body.extra());
    }

    private record PaymentBody(RecordBody<PaymentSnapshot> body, PaymentForm form) {}
}
