package dev.carewire.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Rejection;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.identity.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsersTest extends ClinicTest {

    private static final StaffMember ADA = new StaffMember(
            new StaffSnapshot("nurse-ada", "Ada", "Brandt", Optional.of("ada@example.org"), Optional.empty()),
            Role.NURSE);

    UsersTest(TestDatabases which) {
        super(which);
    }

    @Test
    void findsAndListsTheCallersOwnClinic() {
        users.put(tenant, ADA);

        assertThat(users.find(nurse, "nurse-ada")).contains(ADA);
        assertThat(users.list(nurse))
                .containsExactly(ADA, new StaffMember(CHEN, Role.DOCTOR), new StaffMember(OKORO, Role.DOCTOR));
        assertThat(users.find(stranger, "nurse-ada")).isEmpty();
        assertThat(users.list(stranger)).doesNotContain(ADA);
        assertThat(users.find(nurse, "nul\0")).isEmpty();
    }

    @Test
    void replacesWhoHasTheId() {
        users.put(tenant, ADA);
        StaffMember promoted = new StaffMember(
                new StaffSnapshot("nurse-ada", "Ada", "Brandt-Cole", Optional.empty(), Optional.of("Dermatology")),
                Role.MANAGER);

        users.put(tenant, promoted);

        assertThat(users.find(nurse, "nurse-ada")).contains(promoted);
        assertThat(users.list(nurse)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void keepsEveryRole(Role role) {
        StaffMember colleague = new StaffMember(ADA.staff(), role);

        users.put(tenant, colleague);

        assertThat(users.find(nurse, "nurse-ada")).contains(colleague);
    }

    @Test
    void refusesAnIdThatNoTokenShouldName() {
        StaffSnapshot nameless = new StaffSnapshotBuilder("", "Ada", "Brandt").build();

        assertRejected(Rejection.INVALID, "id", () -> users.put(tenant, new StaffMember(nameless, Role.NURSE)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        assertRejected(Rejection.FORBIDDEN, "role", () -> users.list(caller(tenant, role)));
        assertRejected(Rejection.FORBIDDEN, "role", () -> users.find(caller(tenant, role), CHEN.id()));
    }
}
