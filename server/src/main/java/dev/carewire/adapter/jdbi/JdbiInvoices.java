package dev.carewire.adapter.jdbi;

import dev.carewire.billing.InvoiceRepository;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.KeptRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Stores invoices and payments in the tables of these names, joined with the patient. Any thread; blocks. */
public final class JdbiInvoices extends CareRecordTable<InvoiceSnapshot, InvoiceStatus> implements InvoiceRepository {

    private static final Columns<InvoiceSnapshot> COLUMNS = Columns.id(InvoiceSnapshot::id)
            .and("code", InvoiceSnapshot::number)
            .and("patient_id", invoice -> invoice.patient().id())
            .and("visit_id", InvoiceSnapshot::visitId)
            .and("status", InvoiceSnapshot::status)
            .and("total_cents", InvoiceSnapshot::totalCents)
            .and("paid_cents", InvoiceSnapshot::paidCents)
            .and("created_at", InvoiceSnapshot::createdAt)
            .and("updated_at", InvoiceSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    private static final Columns<InvoicePayment> PAYMENT_COLUMNS = Columns.<InvoicePayment>id(
                    row -> row.payment().id())
            .and("invoice_id", InvoicePayment::invoiceId)
            .and("patient_id", row -> row.payment().patientId())
            .and("amount_cents", row -> row.payment().amountCents())
            .and("paid_on", row -> row.payment().paymentDate())
            .and("method", row -> row.payment().paymentMethod())
            .and("payer", row -> row.payment().payer())
            .and("created_at", row -> row.payment().createdAt())
            .and("extra", row -> row.payment().extra().json());

    private final RecordTable<InvoicePayment> payments;

    private record InvoicePayment(String invoiceId, PaymentSnapshot payment) {}

    /** Uses the tables in {@code database}; joins what the server keeps. */
    public JdbiInvoices(Database database, KeptRecords kept) {
        super(
                database,
                "invoices",
                SnapshotRows.selectWithPatient("invoices", new KeptTables(kept)),
                JdbiInvoices::invoice,
                COLUMNS);
        this.payments = new RecordTable<>(
                database,
                "payments",
                "t",
                SnapshotRows.selectWithPatient("payments", new KeptTables(kept)),
                JdbiInvoices::payment,
                PAYMENT_COLUMNS);
    }

    @Override
    public String nextNumber(TenantId tenant) {
        return nextCode(tenant, "INV-%04d", "invoice");
    }

    @Override
    public void insertPayment(TenantId tenant, String invoiceId, PaymentSnapshot payment) {
        payments.insert(tenant, new InvoicePayment(invoiceId, payment));
    }

    @Override
    public List<PaymentSnapshot> payments(TenantId tenant, String invoiceId) {
        WhereClause wanted = payments.rows(tenant).compare("t.invoice_id", "=", invoiceId);
        return payments.select(wanted, " ORDER BY t.created_at, t.id").stream()
                .map(InvoicePayment::payment)
                .toList();
    }

    private static InvoicePayment payment(ResultSet row) throws SQLException {
        return new InvoicePayment(
                row.getString("invoice_id"),
                new PaymentSnapshot(
                        row.getString("id"),
                        row.getString("patient_id"),
                        SnapshotRows.patient(row).fullName(),
                        Optional.empty(),
                        row.getLong("amount_cents"),
                        row.getObject("paid_on", LocalDate.class),
                        SnapshotRows.text(row, "method"),
                        SnapshotRows.text(row, "payer"),
                        UtcInstants.read(row, "created_at"),
                        SnapshotRows.extra(row)));
    }

    private static InvoiceSnapshot invoice(ResultSet row) throws SQLException {
        return new InvoiceSnapshot(
                row.getString("id"),
                row.getString("code"),
                SnapshotRows.patient(row),
                SnapshotRows.text(row, "visit_id"),
                InvoiceStatus.valueOf(row.getString("status")),
                row.getLong("total_cents"),
                row.getLong("paid_cents"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
