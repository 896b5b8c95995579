package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.hub.RecoverableSession;
import dev.carewire.hub.RecoveryStore;
import dev.carewire.hub.RecoveryStoreContract;
import dev.carewire.hub.SessionOwner;
import dev.carewire.hub.SessionProgress;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class JdbiRecoveryStoreTest extends RecoveryStoreContract {

    private final Database database;

    JdbiRecoveryStoreTest(TestDatabases which) {
        this.database = which.database();
    }

    @Override
    protected RecoveryStore create() {
        return new JdbiRecoveryStore(database);
    }

    /** A reader of the database could otherwise resume the sessions of others. */
    @Test
    void theClientsSecretIsNotStored() {
        String secret = UUID.randomUUID().toString();
        SessionOwner owner = new SessionOwner(new TenantId("clinic"), "ada", "family socket.io/");
        Instant now = Instant.parse("1996-01-01T12:00:00Z");

        create().save(
                        List.of(new RecoverableSession(
                                secret, 0, "public", owner, new SessionProgress("", 0, 0, 0), Map.of(), Set.of())),
                        now);

        List<String> ids = database.list(
                "SELECT id_hash FROM recoverable_sessions WHERE saved_at = :now",
                Map.of("now", now),
                row -> row.getString("id_hash"));
        assertThat(ids).singleElement().asString().hasSize(64).doesNotContain(secret);
    }
}
