package dev.carewire.adapter.jdbi;

import dev.carewire.billing.InvoiceQuery;
import dev.carewire.billing.InvoiceRepository;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The tables {@code invoices} and {@code payments}, read together with its people. Any thread; blocks. */
public final class JdbiInvoices implements InvoiceRepository {

    private static final String SELECT = "SELECT i.*, " + SnapshotRows.PATIENT_COLUMNS + """
             FROM invoices i
             JOIN patients p ON p.tenant = i.tenant AND p.id = i.patient_id
            """;

    private static final String SELECT_PAYMENTS = "SELECT m.*, " + SnapshotRows.PATIENT_COLUMNS + """
             FROM payments m
             JOIN patients p ON p.tenant = m.tenant AND p.id = m.patient_id
            """;

    private final Database database;

    /** Rows in {@code database}. */
    public JdbiInvoices(Database database) {
        this.database = database;
    }

    @Override
    public Optional<InvoiceSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("i", tenant).compare("i.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> invoice(row))
                        .findOne());
    }

    @Override
    public Optional<InvoiceSnapshot> lock(TenantId tenant, String id) {
        RowLocks.lock(database, "invoices", tenant, id);
        return find(tenant, id);
    }

    @Override
    public List<InvoiceSnapshot> list(TenantId tenant, InvoiceQuery query, int most) {
        WhereClause wanted = new WhereClause("i", tenant)
                .equal("i.patient_id", query.patientId())
                .equal("i.visit_id", query.visitId())
                .in("i.status", query.statuses());
        query.before().ifPresent(place -> wanted.before("i.created_at", place.at(), "i.id", place.id()));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY i.created_at DESC, i.id DESC LIMIT :most"))
                        .bind("most", most)
                        .map((row, context) -> invoice(row))
                        .list());
    }

    @Override
    public void insert(TenantId tenant, InvoiceSnapshot invoice) {
        write("""
                INSERT INTO invoices (tenant, id, code, patient_id, visit_id, status, total_cents, paid_cents, created_at, updated_at)
                VALUES (:tenant, :id, :number, :patientId, :visitId, :status, :totalCents, :paidCents, :createdAt,
                    :updatedAt)
                """, tenant, invoice);
    }

    @Override
    public void update(TenantId tenant, InvoiceSnapshot invoice) {
        write("""
                UPDATE invoices
                SET code = :number, patient_id = :patientId, visit_id = :visitId, status = :status, total_cents =
                    :totalCents, paid_cents = :paidCents, created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, invoice);
    }

    @Override
    public String nextNumber(TenantId tenant) {
        return database.jdbi()
                .withHandle(handle -> String.format("INV-%04d", Counters.next(handle, tenant, "invoice")));
    }

    @Override
    public void insertPayment(TenantId tenant, String invoiceId, PaymentSnapshot payment) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                INSERT INTO payments (tenant, id, invoice_id, patient_id, amount_cents, paid_on, method,
                                    payer, created_at)
                                VALUES (:tenant, :id, :invoiceId, :patientId, :amountCents, :paidOn, :method, :payer,
                                    :createdAt)
                                """)
                        .bind("tenant", tenant)
                        .bind("id", payment.id())
                        .bind("invoiceId", invoiceId)
                        .bind("patientId", payment.patientId())
                        .bind("amountCents", payment.amountCents())
                        .bind("paidOn", payment.paymentDate())
                        .bind("method", payment.paymentMethod())
                        .bind("payer", payment.payer())
                        .bind("createdAt", payment.createdAt())
                        .execute());
    }

    @Override
    public List<PaymentSnapshot> payments(TenantId tenant, String invoiceId) {
        WhereClause wanted = new WhereClause("m", tenant).compare("m.invoice_id", "=", invoiceId);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(
                                handle.createQuery(SELECT_PAYMENTS + wanted.sql() + " ORDER BY m.created_at, m.id"))
                        .map((row, context) -> payment(row))
                        .list());
    }

    private static PaymentSnapshot payment(ResultSet row) throws SQLException {
        return new PaymentSnapshot(
                row.getString("id"),
                row.getString("patient_id"),
                Optional.of(SnapshotRows.patient(row).fullName()),
                Optional.empty(),
                row.getLong("amount_cents"),
                row.getObject("paid_on", LocalDate.class),
                SnapshotRows.text(row, "method"),
                SnapshotRows.text(row, "payer"),
                UtcInstants.read(row, "created_at"));
    }

    private void write(String sql, TenantId tenant, InvoiceSnapshot invoice) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", invoice.id())
                        .bind("number", invoice.number())
                        .bind("patientId", invoice.patient().id())
                        .bind("visitId", invoice.visitId())
                        .bind("status", invoice.status().name())
                        .bind("totalCents", invoice.totalCents())
                        .bind("paidCents", invoice.paidCents())
                        .bind("createdAt", invoice.createdAt())
                        .bind("updatedAt", invoice.updatedAt())
                        .execute());
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
                UtcInstants.read(row, "updated_at"));
    }
}
