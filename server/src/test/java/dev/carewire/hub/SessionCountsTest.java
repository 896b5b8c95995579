package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionCountsTest {

    private static final TenantId CLINIC = new TenantId("clinic");
    private static final TenantId DEFAULT = new TenantId("default");
    private static final FamilyLimits NONE = FamilyLimits.none("standard");

    private final SessionCounts counts = new SessionCounts(new SessionLimits(30, 10, 5, DEFAULT));
    private int created;

    private Session session(TenantId tenant, String user, Role role) {
        created++;
        Caller caller = Callers.caller(tenant, user, role);
        return new Session(
                "s" + created,
                Optional.empty(),
                caller,
                new TextEncoding(event -> List.of()),
                new RecordingConnection(Runnable::run),
                new SerialExecutor(Runnable::run));
    }

    /** Adds one session of each of so many users, and returns how many were admitted. */
    private int admitted(int users, TenantId tenant, Role role, FamilyLimits family) {
        int admitted = 0;
        for (int i = 0; i < users; i++) {
            Session session = session(tenant, role + "-" + i, role);
            admitted += counts.add(session, family) == RegistrationResult.ADMITTED ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void keepsAFifthOfATenantsPlacesForItsStaff() {
        assertThat(admitted(20, CLINIC, Role.PATIENT, NONE)).isEqualTo(8);
        assertThat(admitted(20, CLINIC, Role.NURSE, NONE)).isEqualTo(2);
    }

    @Test
    void staffMayTakeAllPlacesOfATenant() {
        assertThat(admitted(20, CLINIC, Role.NURSE, NONE)).isEqualTo(10);
        assertThat(counts.add(session(CLINIC, "p", Role.PATIENT), NONE)).isEqualTo(RegistrationResult.TENANT_FULL);
    }

    @Test
    void onlyTheNodeLimitsTheTenantOfThoseWhoNameNone() {
        assertThat(admitted(40, DEFAULT, Role.PATIENT, NONE)).isEqualTo(30);
        assertThat(counts.add(session(DEFAULT, "x", Role.PATIENT), NONE)).isEqualTo(RegistrationResult.NODE_FULL);
    }

    @Test
    void limitsAUserInEveryTenant() {
        for (int i = 0; i < 5; i++) {
            assertThat(counts.add(session(DEFAULT, "u", Role.PATIENT), NONE)).isEqualTo(RegistrationResult.ADMITTED);
        }
        assertThat(counts.add(session(DEFAULT, "u", Role.PATIENT), NONE)).isEqualTo(RegistrationResult.USER_FULL);
    }

    @Test
    void aFamilyLimitsItsOwnClientsOnly() {
        FamilyLimits tenants = new FamilyLimits("keney", FamilyLimits.UNLIMITED, 3, FamilyLimits.UNLIMITED);
        assertThat(admitted(9, CLINIC, Role.NURSE, tenants)).isEqualTo(3);
        FamilyLimits all = new FamilyLimits("healthmate", 4, FamilyLimits.UNLIMITED, 2);
        assertThat(admitted(9, DEFAULT, Role.PATIENT, all)).isEqualTo(4);
        assertThat(admitted(9, CLINIC, Role.DOCTOR, NONE)).isEqualTo(7);
    }

    @Test
    void aFamilyLimitsItsUsers() {
        FamilyLimits users = new FamilyLimits("healthmate", 100, FamilyLimits.UNLIMITED, 1);
        assertThat(counts.add(session(DEFAULT, "u", Role.PATIENT), users)).isEqualTo(RegistrationResult.ADMITTED);
        assertThat(counts.add(session(DEFAULT, "u", Role.PATIENT), users)).isEqualTo(RegistrationResult.USER_FULL);
        assertThat(counts.add(session(DEFAULT, "u", Role.PATIENT), NONE)).isEqualTo(RegistrationResult.ADMITTED);
    }

    @Test
    void forgetsWhatHasEnded() {
        Session patient = session(CLINIC, "p", Role.PATIENT);
        counts.add(patient, new FamilyLimits("healthmate", 1, 1, 1));
        assertThat(counts.byTenant()).isEqualTo(Map.of(CLINIC, 1));
        assertThat(counts.ofUser(RoomKey.user(CLINIC, "p"))).containsExactly(patient);
        counts.remove(patient);
        counts.remove(patient);
        assertThat(counts.byTenant()).isEmpty();
        assertThat(counts.ofUser(RoomKey.user(CLINIC, "p"))).isEmpty();
        assertThat(counts.add(patient, new FamilyLimits("healthmate", 1, 1, 1))).isEqualTo(RegistrationResult.ADMITTED);
    }
}
