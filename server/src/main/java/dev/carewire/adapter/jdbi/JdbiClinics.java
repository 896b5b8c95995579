package dev.carewire.adapter.jdbi;

import dev.carewire.clinic.ClinicRepository;
import dev.carewire.clinic.Overlap;
import dev.carewire.clinic.StoredClinic;
import dev.carewire.identity.TenantId;
import dev.carewire.text.TimeZones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stores the settings of clinics in the table {@code clinics}. Any thread; blocks. */
public final class JdbiClinics implements ClinicRepository {

    private final Database database;

    /** Clinics in {@code database}. */
    public JdbiClinics(Database database) {
        this.database = database;
    }

    @Override
    public Map<TenantId, StoredClinic> all() {
        return database.list("SELECT * FROM clinics WHERE revision > 0", Map.of(), JdbiClinics::entry).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Of two concurrent calls for a new clinic, the second waits at the insert and then finds the row. */
    @Override
    public StoredClinic lock(TenantId tenant) {
        Map<String, TenantId> key = Map.of("tenant", tenant);
        database.update("INSERT INTO clinics (tenant, revision) VALUES (:tenant, 0) ON CONFLICT DO NOTHING", key);
        return database.find("SELECT * FROM clinics WHERE tenant = :tenant FOR UPDATE", key, JdbiClinics::clinic)
                .orElseThrow();
    }

    @Override
    public void put(TenantId tenant, StoredClinic clinic) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        UPDATE clinics SET name = :name, zone = :zone, overlap = :overlap, revision = :revision
                        WHERE tenant = :tenant
                        """)
                        .bind("tenant", tenant)
                        .bind("name", clinic.name())
                        .bind("zone", clinic.zone().map(zone -> zone.getId()))
                        .bind("overlap", clinic.overlap().map(Overlap::name))
                        .bind("revision", clinic.revision())
                        .execute());
    }

    @Override
    public int count() {
        return database.count("SELECT COUNT(*) FROM clinics", Map.of());
    }

    private static Map.Entry<TenantId, StoredClinic> entry(ResultSet row) throws SQLException {
        return Map.entry(new TenantId(row.getString("tenant")), clinic(row));
    }

    /** A zone that this Java runtime does not know counts as not set. */
    private static StoredClinic clinic(ResultSet row) throws SQLException {
        return new StoredClinic(
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("zone")).flatMap(TimeZones::parse),
                Optional.ofNullable(row.getString("overlap")).map(Overlap::valueOf),
                row.getInt("revision"));
    }
}
