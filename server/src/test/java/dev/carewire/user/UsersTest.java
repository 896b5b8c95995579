package dev.carewire.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;
import dev.carewire.record.Stored;
import dev.carewire.user.StaffMember.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The staff directory: who may read and change it, and what an entry must hold. */
class UsersTest extends ClinicTest {

    private static final StaffMember ADA = new StaffMember(
            new StaffSnapshot("nurse-ada", "Ada", "Brandt", Optional.of("ada@example.org"), Optional.empty()),
            Role.NURSE);

    private final Caller admin = caller(tenant, Role.ADMIN);

    UsersTest(TestDatabases which) {
        super(which);
    }

    private Stored<StaffMember> put(Caller caller, UserForm form) {
        return users.put(caller, form.id(), current -> form);
    }

    @Test
    void findsAndListsTheCallersOwnClinic() {
        put(admin, ada());

        assertThat(users.get(nurse, "nurse-ada")).isEqualTo(ADA);
        assertThat(users.list(nurse))
                .containsExactly(ADA, new StaffMember(CHEN, Role.DOCTOR), new StaffMember(OKORO, Role.DOCTOR));
        assertRejected(Rejection.NOT_FOUND, "user", () -> users.get(stranger, "nurse-ada"));
        assertThat(users.list(stranger)).doesNotContain(ADA);
        assertRejected(Rejection.NOT_FOUND, "user", () -> users.get(nurse, "nul\0"));
    }

    @Test
    void changesTheGivenFieldsOfAnEntryAndKeepsTheOthers() {
        assertThat(put(admin, ada()).outcome()).isEqualTo(Stored.Outcome.ADDED);

        Stored<StaffMember> changed = put(
                admin,
                new UserForm(
                        "nurse-ada",
                        Optional.empty(),
                        Optional.of("Brandt-Cole"),
                        Optional.of(" "),
                        Optional.of(Set.of(Role.MANAGER, Role.NURSE)),
                        Optional.of("Dermatology")));

        StaffMember expected = new StaffMember(
                new StaffSnapshot("nurse-ada", "Ada", "Brandt-Cole", Optional.empty(), Optional.of("Dermatology")),
                Set.of(Role.MANAGER, Role.NURSE),
                Origin.ENTERED,
                Optional.empty());
        assertThat(changed).isEqualTo(new Stored<>(expected, Stored.Outcome.REPLACED));
        assertThat(users.get(nurse, "nurse-ada")).isEqualTo(expected);
        assertThat(users.list(nurse)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void acceptsExactlyTheRolesOfStaff(Role role) {
        UserForm form = form("nurse-ada", "Ada", role);
        if (Set.of(Role.PATIENT, Role.DISPLAY, Role.SERVICE, Role.OPERATOR, Role.RESEARCHER, Role.OTHER)
                .contains(role)) {
            assertRejected(Rejection.INVALID, "role", () -> put(admin, form));
        } else {
            assertThat(put(admin, form).record().roles()).containsExactly(role);
        }
    }

    @Test
    void refusesEntriesWithoutIdNameOrRole() {
        assertRejected(Rejection.INVALID, "id", () -> put(admin, form("", "Ada", Role.NURSE)));
        assertRejected(Rejection.INVALID, "firstName", () -> put(admin, form("ada", " ", Role.NURSE)));
        UserForm roleless = new UserForm(
                "ada", Optional.of("Ada"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertRejected(Rejection.INVALID, "role", () -> put(admin, roleless));
        UserForm badEmail = new UserForm(
                "ada",
                Optional.of("Ada"),
                Optional.empty(),
                Optional.of("nobody"),
                Optional.of(Set.of(Role.NURSE)),
                Optional.empty());
        assertRejected(Rejection.INVALID, "email", () -> put(admin, badEmail));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        assertRejected(Rejection.FORBIDDEN, "role", () -> users.list(caller(tenant, role)));
        assertRejected(Rejection.FORBIDDEN, "role", () -> users.get(caller(tenant, role), CHEN.id()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void isChangedByAdministratorsAndBackEndsOnly(Role role) {
        Caller caller = caller(tenant, role);
        if (Set.of(Role.SUPER_ADMIN, Role.ADMIN, Role.SERVICE).contains(role)) {
            put(caller, ada());
            users.remove(caller, "nurse-ada");
        } else {
            assertRejected(Rejection.FORBIDDEN, "settings", () -> put(caller, ada()));
            assertRejected(Rejection.FORBIDDEN, "settings", () -> users.remove(caller, CHEN.id()));
            assertRejected(Rejection.FORBIDDEN, "settings", () -> putAll(caller, List.of(ada())));
        }
    }

    @Test
    void entersSeveralAtOnce() {
        put(admin, ada());

        int added = users.putAll(admin, List.of(this::ada, () -> form("cy", "Cy", Role.DOCTOR)));

        assertThat(added).isEqualTo(1);
        assertThat(users.list(nurse)).extracting(member -> member.staff().id()).contains("cy", "nurse-ada");
    }

    @Test
    void entersNoneIfOneIsWrongAndNamesEveryWrongOne() {
        List<Supplier<UserForm>> entries = List.of(
                () -> form("cy", "Cy", Role.DOCTOR),
                () -> {
                    throw RejectedException.invalid("id is required");
                },
                () -> form("dee", "\0", Role.DOCTOR),
                () -> form("cy", "Cy", Role.DOCTOR),
                () -> form("eve", "Eve", Role.PATIENT));

        BadEntriesException refused =
                catchThrowableOfType(BadEntriesException.class, () -> users.putAll(admin, entries));

        assertThat(refused.faults())
                .extracting(BadEntriesException.Fault::index)
                .containsExactly(1, 2, 3, 4);
        assertThat(users.list(nurse)).hasSize(2);
    }

    /** The changes of a person were computed from what was stored before both. */
    @Test
    void keepsBothOfTwoChangesAtOneMoment() {
        for (int round = 0; round < 5; round++) {
            String id = "at-once-" + round;
            changeAtOneMoment(id);
            assertThat(users.get(nurse, id).staff())
                    .isEqualTo(new StaffSnapshot(
                            id, "Ada", "Brandt", Optional.of("ada@example.org"), Optional.of("Dermatology")));
            changeAtOneMoment(id);
        }
    }

    /** Enters a person, or changes the one with this id, by three calls that set a different field each. */
    private void changeAtOneMoment(String id) {
        UserForm lastName = change(id, Optional.of("Brandt"), Optional.empty(), Optional.empty());
        UserForm email = change(id, Optional.empty(), Optional.of("ada@example.org"), Optional.empty());
        UserForm specialization = change(id, Optional.empty(), Optional.empty(), Optional.of("Dermatology"));
        List<Callable<Integer>> calls = List.of(
                () -> put(admin, lastName).outcome() == Stored.Outcome.ADDED ? 1 : 0,
                () -> users.putAll(admin, List.of(() -> email, () -> form(id + "-a", "Cy", Role.DOCTOR))),
                () -> users.putAll(admin, List.of(() -> form(id + "-a", "Cy", Role.DOCTOR), () -> specialization)));

        int isNew = userRepository.find(tenant, id).isEmpty() ? 2 : 0;
        assertThat(allAtOnce(calls).stream().mapToInt(Integer::intValue).sum()).isEqualTo(isNew);
    }

    private static UserForm change(
            String id, Optional<String> lastName, Optional<String> email, Optional<String> specialization) {
        return new UserForm(id, Optional.of("Ada"), lastName, email, Optional.of(Set.of(Role.NURSE)), specialization);
    }

    @Test
    void boundsTheEntriesOfACallAndOfAClinic() {
        assertRejected(Rejection.INVALID, "users", () -> putAll(admin, List.of()));
        assertRejected(Rejection.INVALID, "users", () -> putAll(admin, forms(0, Users.MAX_AT_ONCE + 1)));

        List<StaffMember> all = IntStream.range(0, Users.MAX_ENTERED - 2)
                .mapToObj(index -> new StaffMember(
                        new StaffSnapshot("u" + index, "U", "V", Optional.empty(), Optional.empty()), Role.STAFF))
                .toList();
        userRepository.put(tenant, all);
        assertRejected(Rejection.CONFLICT, "too many", () -> put(admin, ada()));
        assertRejected(Rejection.CONFLICT, "too many", () -> putAll(admin, List.of(ada())));
        assertThat(put(admin, form("u1", "Ursula", Role.STAFF)).outcome()).isEqualTo(Stored.Outcome.REPLACED);
        assertThat(users.list(nurse)).hasSize(Users.MAX_ENTERED);
    }

    @Test
    void removesOnlyTheCallersOwn() {
        assertRejected(Rejection.NOT_FOUND, "user", () -> users.remove(admin, "nobody"));
        users.remove(admin, CHEN.id());

        assertRejected(Rejection.NOT_FOUND, "user", () -> users.remove(admin, CHEN.id()));
        assertThat(users.list(nurse)).hasSize(1);
        assertThat(users.list(stranger)).hasSize(2);
    }

    private void putAll(Caller caller, List<UserForm> forms) {
        List<Supplier<UserForm>> entries = new ArrayList<>();
        forms.forEach(form -> entries.add(() -> form));
        users.putAll(caller, entries);
    }

    private static List<UserForm> forms(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> form("u" + index, "User", Role.STAFF))
                .toList();
    }

    private UserForm ada() {
        return new UserForm(
                "nurse-ada",
                Optional.of("Ada"),
                Optional.of("Brandt"),
                Optional.of("ada@example.org"),
                Optional.of(Set.of(Role.NURSE)),
                Optional.empty());
    }

    private static UserForm form(String id, String firstName, Role role) {
        return new UserForm(
                id,
                Optional.of(firstName),
                Optional.of("Brandt"),
                Optional.empty(),
                Optional.of(Set.of(role)),
                Optional.empty());
    }
}
