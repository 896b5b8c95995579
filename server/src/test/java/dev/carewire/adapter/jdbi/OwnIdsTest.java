package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.fixture.PatientFormBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ids that clients choose are unique within a clinic, on each database and at the same time. */
class OwnIdsTest extends ClinicTest {

    private static final int AT_ONCE = 4;

    OwnIdsTest(TestDatabases which) {
        super(which);
    }

    /** Why a patient with this id was not registered; empty if it was. */
    private Optional<Rejection> attempt() {
        try {
            patients.create(
                    nurse,
                    new PatientFormBuilder()
                            .id("own")
                            .firstName("Ada")
                            .lastName("Poe")
                            .build());
            return Optional.empty();
        } catch (RejectedException refused) {
            return Optional.of(refused.rejection());
        }
    }

    @Test
    void oneOfSeveralAtOnceCreatesTheRecord() throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Callable<Optional<Rejection>> attempt = () -> {
                start.await();
                return attempt();
            };
            List<Future<Optional<Rejection>>> attempts =
                    Stream.generate(() -> pool.submit(attempt)).limit(AT_ONCE).toList();

            int made = 0;
            for (Future<Optional<Rejection>> each : attempts) {
                made += each.get().isEmpty() ? 1 : 0;
                each.get().ifPresent(rejection -> assertThat(rejection).isEqualTo(Rejection.CONFLICT));
            }
            assertThat(made).isEqualTo(1);
            assertThat(events).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
