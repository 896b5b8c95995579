package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.fixture.NotificationSnapshotBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.OnCallStaff.OnCall;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleBasedOnCallStaffTest {

    private final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final JdbiUsers users = new JdbiUsers(TestDatabases.H2.database(), UserDirectory.OPEN);
    private final ConnectedRecipients deliveries = new ConnectedRecipients(Clock.systemUTC());

    @BeforeEach
    void staff() {
        add(tenant, "ada", Role.NURSE);
        add(tenant, "bob", Role.NURSE);
        add(tenant, "cy", Role.DOCTOR);
        add(tenant, "boss", Role.ADMIN);
        add(other, "eve", Role.NURSE);
        Set.of("ada", "cy").forEach(user -> come(tenant, user));
        come(other, "eve");
        come(other, "bob");
    }

    private RoleBasedOnCallStaff duty(Map<String, Role> roles) {
        return new RoleBasedOnCallStaff(users, deliveries, roles, Role.ADMIN);
    }

    @Test
    void onDutyAreThoseOfTheRoleWhoAreThere() {
        assertThat(duty(Map.of("any", Role.NURSE))
                        .onDuty(tenant, notification("general"))
                        .connected())
                .containsExactly("ada");
        deliveries.disconnected(caller(tenant, "ada"), "session of ada");
        assertThat(duty(Map.of("any", Role.NURSE))
                        .onDuty(tenant, notification("general"))
                        .connected())
                .isEmpty();
    }

    @Test
    void theKindCountsBeforeThePriorityAndThatBeforeAny() {
        Map<String, Role> roles =
                Map.of("lab_result_ready", Role.DOCTOR, "urgent", Role.NURSE, "any", Role.RECEPTIONIST);
        assertThat(duty(roles).onDuty(tenant, notification("lab_result_ready")).connected())
                .containsExactly("cy");
        assertThat(duty(roles).onDuty(tenant, notification("general")).connected())
                .containsExactly("ada");
        assertThat(duty(Map.of("high", Role.NURSE))
                        .onDuty(tenant, notification("general"))
                        .connected())
                .isEmpty();
    }

    @Test
    void leadsNeedNotBeThere() {
        assertThat(duty(Map.of()).clinicLeads(tenant)).isEqualTo(new OnCall(List.of(), List.of("boss")));
        assertThat(duty(Map.of()).clinicLeads(other)).isEqualTo(new OnCall(List.of(), List.of()));

        come(tenant, "boss");
        assertThat(duty(Map.of()).clinicLeads(tenant)).isEqualTo(new OnCall(List.of("boss"), List.of()));
    }

    @Test
    void theTokensOfConnectedClientsNameRolesThatTheDirectoryDoesNotKnow() {
        Caller floating = caller(tenant, "float", Role.MEDICAL_ASSISTANT, Role.NURSE);
        deliveries.connected(floating, "s1", (waiting, unread) -> {});
        deliveries.connected(caller(other, "stranger", Role.NURSE), "s2", (waiting, unread) -> {});
        deliveries.connected(caller(tenant, "chief", Role.ADMIN), "s3", (waiting, unread) -> {});

        assertThat(duty(Map.of("any", Role.NURSE))
                        .onDuty(tenant, notification("general"))
                        .connected())
                .containsExactly("ada", "float");
        assertThat(duty(Map.of()).clinicLeads(tenant)).isEqualTo(new OnCall(List.of("chief"), List.of("boss")));

        deliveries.disconnected(floating, "s1");
        assertThat(duty(Map.of("any", Role.NURSE))
                        .onDuty(tenant, notification("general"))
                        .connected())
                .containsExactly("ada");
    }

    private void add(TenantId where, String id, Role role) {
        users.put(where, List.of(new StaffMember(new StaffSnapshotBuilder(id, "First", "Last").build(), role)));
    }

    private void come(TenantId where, String user) {
        deliveries.connected(caller(where, user), "session of " + user, (waiting, unread) -> {});
    }

    private static Caller caller(TenantId where, String user, Role... roles) {
        return new Caller(
                new PrincipalBuilder(user, user, roles.length == 0 ? Set.of(Role.STAFF) : Set.of(roles))
                        .tenant(where)
                        .build(),
                where);
    }

    private static NotificationSnapshot notification(String kind) {
        return new NotificationSnapshotBuilder(
                        "n1", "somebody", kind, "Title", "Message", NotificationPriority.URGENT, true, Instant.EPOCH)
                .build();
    }
}
