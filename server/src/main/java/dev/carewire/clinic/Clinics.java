package dev.carewire.clinic;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The clinics of this server and their settings. All settings are in memory, because messages with a clinic's days are rendered on
 * event loops: {@link #of} never blocks. A change is visible to every part of the server once it is committed.
 */
public final class Clinics implements ClinicZones {

    /** Most clinics of a server of which something has been set; the others have the defaults. */
    public static final int MAX_STORED = 100_000;

    private final ClinicRepository repository;
    private final Transactions transactions;
    private final ZoneId defaultZone;

    /** As committed. A change that commits later than its successor does not replace it. */
    private final Map<TenantId, StoredClinic> stored;

    private Clinics(
            ClinicRepository repository,
            Transactions transactions,
            ZoneId defaultZone,
            Map<TenantId, StoredClinic> stored) {
        this.repository = repository;
        this.transactions = transactions;
        this.defaultZone = defaultZone;
        this.stored = new ConcurrentHashMap<>(stored);
    }

    /**
     * Loads the clinics. Blocks.
     *
     * @param defaultZone the time zone of a clinic for which none has been set
     */
    public static Clinics load(ClinicRepository repository, Transactions transactions, ZoneId defaultZone) {
        return new Clinics(repository, transactions, defaultZone, repository.all());
    }

    /** The clinic of a tenant. Any thread; never blocks. */
    public Clinic of(TenantId tenant) {
        return stored.getOrDefault(tenant, StoredClinic.UNCHANGED).withDefaults(tenant, defaultZone);
    }

    @Override
    public ZoneId zoneOf(TenantId tenant) {
        return stored.getOrDefault(tenant, StoredClinic.UNCHANGED).zone().orElse(defaultZone);
    }

    /**
     * The caller's clinic. Never blocks.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public Clinic get(Caller caller) {
        caller.requireRecordAccess();
        return of(caller.tenant());
    }

    /**
     * Changes the caller's clinic. Blocks; never on an event loop.
     *
     * @param form the fields, which may depend on the locked clinic
     * @return the clinic after the change
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code INVALID}, naming the
     *     field; {@code CONFLICT} for the first change of too many clinics
     */
    public Clinic put(Caller caller, Function<Clinic, ClinicForm> form) {
        caller.requireDirectoryManagement();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            StoredClinic before = repository.lock(tenant);
            StoredClinic changed =
                    form.apply(before.withDefaults(tenant, defaultZone)).applyTo(before);
            repository.put(tenant, changed);
            if (repository.count() > MAX_STORED) {
                throw RejectedException.conflict(
                        "clinics: too many (expected: at most " + MAX_STORED + " with settings of their own)");
            }
            transactions.afterCommit(() -> committed(tenant, changed));
            return changed.withDefaults(tenant, defaultZone);
        });
    }

    private void committed(TenantId tenant, StoredClinic changed) {
        stored.merge(tenant, changed, (known, newer) -> known.revision() < newer.revision() ? newer : known);
    }
}
