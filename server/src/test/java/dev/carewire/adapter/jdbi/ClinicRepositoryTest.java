package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.clinic.ClinicRepository;
import dev.carewire.clinic.Overlap;
import dev.carewire.clinic.StoredClinic;
import dev.carewire.cluster.Transactions;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClinicRepositoryTest extends DatabaseTest {

    private static final StoredClinic BERLIN = new StoredClinic(
            Optional.of("Nordklinik"), Optional.of(ZoneId.of("Europe/Berlin")), Optional.of(Overlap.ALLOW), 1);

    private final ClinicRepository clinics = new JdbiClinics(database());
    private final Transactions transactions = new JdbiTransactions(database());

    ClinicRepositoryTest(TestDatabases which) {
        super(which);
    }

    @Test
    void keepsWhatWasSetAndNothingForOthers() {
        put(BERLIN);

        assertThat(clinics.all()).containsEntry(tenant, BERLIN).doesNotContainKey(otherTenant);
        assertThat(transactions.inTransaction(() -> clinics.lock(otherTenant))).isEqualTo(StoredClinic.UNCHANGED);

        StoredClinic unset = new StoredClinic(Optional.empty(), Optional.empty(), Optional.empty(), 2);
        put(unset);
        assertThat(clinics.all()).containsEntry(tenant, unset);
    }

    @Test
    void readingAClinicForAChangeSetsNothing() {
        transactions.inTransaction(() -> clinics.lock(tenant));

        assertThat(clinics.all()).doesNotContainKey(tenant);
    }

    /** A Java runtime may know fewer zones than the one that stored them. */
    @Test
    void anUnknownZoneCountsAsNotSet() {
        put(BERLIN);
        database().update("UPDATE clinics SET zone = 'Mars/Base' WHERE tenant = :tenant", Map.of("tenant", tenant));

        assertThat(clinics.all().get(tenant).zone()).isEmpty();
    }

    @Test
    void concurrentFirstChangesOfAClinicWaitForEachOther() {
        ClinicTest.allAtOnce(Collections.nCopies(
                4,
                () -> transactions.inTransaction(() -> {
                    StoredClinic before = clinics.lock(tenant);
                    clinics.put(
                            tenant,
                            new StoredClinic(before.name(), before.zone(), before.overlap(), before.revision() + 1));
                    return true;
                })));

        assertThat(clinics.all().get(tenant).revision()).isEqualTo(4);
    }

    private void put(StoredClinic clinic) {
        transactions.inTransaction(() -> {
            clinics.lock(tenant);
            clinics.put(tenant, clinic);
        });
    }
}
