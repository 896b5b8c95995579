package dev.carewire.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.JdbiClinics;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClinicsTest extends DatabaseTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Transactions transactions = new JdbiTransactions(database());
    private final Clinics clinics = load();
    private final Caller administrator = new Caller(
            new PrincipalBuilder("u-admin", "Ari North", Set.of(Role.ADMIN))
                    .tenant(tenant)
                    .build(),
            tenant);

    ClinicsTest(TestDatabases which) {
        super(which);
    }

    private Clinics load() {
        return Clinics.load(new JdbiClinics(database()), transactions, ZoneOffset.UTC);
    }

    private Clinic put(Optional<String> name, Optional<ZoneId> zone) {
        return clinics.put(administrator, current -> new ClinicForm(name, zone, Optional.empty()));
    }

    @Test
    void aChangeOutlivesTheServer() {
        Clinic changed = put(Optional.empty(), Optional.of(BERLIN));

        assertThat(changed).isEqualTo(new Clinic(tenant.value(), BERLIN, Overlap.REFUSE));
        assertThat(clinics.of(tenant)).isEqualTo(changed);
        assertThat(load().of(tenant)).isEqualTo(changed);
        assertThat(load().zoneOf(otherTenant)).isEqualTo(ZoneOffset.UTC);
    }

    /** A clinic that has set a name only moves with the default of the server. */
    @Test
    void onlyWhatWasSetIsStored() {
        put(Optional.of("Nordklinik"), Optional.empty());

        Clinics elsewhere = Clinics.load(new JdbiClinics(database()), transactions, BERLIN);
        assertThat(elsewhere.of(tenant)).isEqualTo(new Clinic("Nordklinik", BERLIN, Overlap.REFUSE));
    }

    @Test
    void aChangeThatRollsBackIsNeverVisible() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    put(Optional.empty(), Optional.of(BERLIN));
                    assertThat(clinics.zoneOf(tenant)).as("before the commit").isEqualTo(ZoneOffset.UTC);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(clinics.zoneOf(tenant)).isEqualTo(ZoneOffset.UTC);
        assertThat(load().zoneOf(tenant)).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void ofManyChangesAtOnceTheLastCommittedIsVisible() throws Exception {
        List<Callable<Clinic>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "Clinic " + i;
            changes.add(() -> put(Optional.of(name), Optional.empty()));
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (Future<Clinic> done : pool.invokeAll(changes)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(clinics.of(tenant)).isEqualTo(load().of(tenant));
    }
}
