package dev.carewire.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.dialect.TestTokenVerifier;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Verified;
import dev.carewire.user.StaffMember.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Staff learned from tokens, in a real database. */
class LearnedStaffTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");

    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);

    /** Years before the other tests: a deletion reaches all tenants of the database. */
    private final TestClock longAgo = new TestClock(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final JdbiUsers users = new JdbiUsers(database(), UserDirectory.OPEN);
    private final LearnedStaff learned = new LearnedStaff(users, clock);

    LearnedStaffTest(TestDatabases which) {
        super(which);
    }

    @Test
    void learnsNameAndRolesFromTheToken() {
        see(principal(tenant, "ada", "Ada Marie Brandt", Role.NURSE, Role.PATIENT, Role.MANAGER));

        assertThat(users.list(tenant))
                .containsExactly(new StaffMember(
                        new StaffSnapshot("ada", "Ada Marie", "Brandt", Optional.empty(), Optional.empty()),
                        Set.of(Role.NURSE, Role.MANAGER),
                        Origin.LEARNED,
                        Optional.of(START)));
        assertThat(users.list(otherTenant)).isEmpty();
    }

    @Test
    void knowsAPersonWithoutANameById() {
        see(principal(tenant, "ada", "", Role.NURSE));
        assertThat(users.find(tenant, "ada").orElseThrow().staff()).isEqualTo(StaffSnapshot.ofId("ada"));
    }

    @Test
    void learnsTheEmailAddressThatStandsForAName() {
        see(principal(tenant, "ada", "ada@clinic.example", Role.NURSE));

        StaffSnapshot ada = users.find(tenant, "ada").orElseThrow().staff();
        assertThat(ada.email()).contains("ada@clinic.example");
        assertThat(ada.fullName()).contains("ada@clinic.example");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void learnsStaffButNoPatientsDisplaysOrBackEnds(Role role) {
        see(principal(tenant, "ada", "Ada", role));

        boolean isStaff = !Set.of(Role.PATIENT, Role.DISPLAY, Role.SERVICE, Role.OPERATOR, Role.RESEARCHER, Role.OTHER)
                .contains(role);
        assertThat(users.list(tenant)).hasSize(isStaff ? 1 : 0);
    }

    @Test
    void learnsFromTheTokensThatAVerifierAccepts() {
        Principal ada = principal(tenant, "ada", "Ada", Role.NURSE);
        Principal roleless = principal(tenant, "bob", "Bob");
        LearningTokenVerifier verifier = new LearningTokenVerifier(
                new TestTokenVerifier(Map.of("good", ada, "without a role", roleless)), learned);

        assertThat(verifier.verify("bad")).isCompletedWithValueMatching(Rejected.class::isInstance);
        verifier.verify("good");
        verifier.verifyWithDefaultStaffRole("without a role");
        learned.flush();

        assertThat(users.list(tenant)).extracting(member -> member.staff().id()).containsExactly("ada", "bob");
        assertThat(users.find(tenant, "bob").orElseThrow().roles()).containsExactly(Role.STAFF);
    }

    /** Regression: such users of every client family were learned as staff, and received urgent alerts. */
    @Test
    void doesNotLearnAUserWithoutARoleWhereTokensNameOne() {
        LearningTokenVerifier verifier =
                new LearningTokenVerifier(new TestTokenVerifier(Map.of("t", principal(tenant, "bob", "Bob"))), learned);

        assertThat(verifier.verify("t"))
                .isCompletedWithValueMatching(verification -> verification instanceof Verified verified
                        && verified.principal().roles().isEmpty());
        learned.flush();

        assertThat(users.list(tenant)).isEmpty();
    }

    @Test
    void aBackEndWithFurtherRolesIsNotStaff() {
        see(principal(tenant, "back-end", "Back end", Role.SERVICE, Role.ADMIN));
        assertThat(users.list(tenant)).isEmpty();
    }

    @Test
    void writesAUserAtMostOnceAMinute() {
        List<Collection<UserRepository.Sighting>> writes = new ArrayList<>();
        LearnedStaff counted = new LearnedStaff(new WriteObserver(users, writes::add), clock);
        for (int second = 0; second < 120; second++) {
            counted.onVerified(principal(tenant, "ada", "Ada", Role.NURSE));
            counted.flush();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(writes).hasSize(2);
        assertThat(users.find(tenant, "ada").orElseThrow().lastSeen()).contains(START.plusSeconds(60));
    }

    @Test
    void theLatestTokenDecidesOnNameAndRoles() {
        see(principal(tenant, "ada", "Ada Brandt", Role.NURSE));
        clock.advance(LearnedStaff.WRITE_INTERVAL);
        see(principal(tenant, "ada", "Ada Cole", Role.MANAGER));

        StaffMember ada = users.find(tenant, "ada").orElseThrow();
        assertThat(ada.staff().fullName()).contains("Ada Cole");
        assertThat(ada.roles()).containsExactly(Role.MANAGER);
    }

    @Test
    void anEntryTakesPrecedenceOverTokens() {
        StaffMember entered = new StaffMember(
                new StaffSnapshot("ada", "Ada", "Brandt", Optional.empty(), Optional.empty()), Role.DOCTOR);
        see(principal(tenant, "ada", "A. from the token", Role.NURSE));
        users.put(tenant, List.of(entered));
        clock.advance(LearnedStaff.WRITE_INTERVAL);
        see(principal(tenant, "ada", "A. from the token", Role.NURSE));

        assertThat(users.find(tenant, "ada"))
                .contains(new StaffMember(
                        entered.staff(),
                        entered.roles(),
                        Origin.ENTERED,
                        Optional.of(START.plus(LearnedStaff.WRITE_INTERVAL))));
    }

    @Test
    void aClosedDirectoryLearnsNobodyAndHidesWhoWasLearned() {
        see(principal(tenant, "ada", "Ada", Role.NURSE));
        JdbiUsers closed = new JdbiUsers(database(), UserDirectory.CLOSED);
        closed.put(
                tenant,
                List.of(new StaffMember(
                        new StaffSnapshot("cy", "Cy", "Doe", Optional.empty(), Optional.empty()), Role.DOCTOR)));
        LearnedStaff strict = new LearnedStaff(closed, clock);
        clock.advance(Duration.ofHours(1));
        List.of("ada", "bob", "cy").forEach(user -> strict.onVerified(principal(tenant, user, user, Role.NURSE)));
        strict.flush();

        assertThat(closed.list(tenant))
                .extracting(member -> member.staff().id())
                .containsExactly("cy");
        assertThat(closed.ids(tenant)).containsExactly("cy");
        assertThat(closed.find(tenant, "ada")).isEmpty();
        assertThat(closed.find(tenant, "cy").orElseThrow().lastSeen()).contains(clock.instant());
        assertThat(users.find(tenant, "bob")).isEmpty();
    }

    @Test
    void writesAReconnectStormInBatches() {
        List<Collection<UserRepository.Sighting>> writes = new ArrayList<>();
        LearnedStaff counted = new LearnedStaff(new WriteObserver(users, writes::add), clock);
        IntStream.range(0, 10_000)
                .forEach(user -> counted.onVerified(principal(tenant, "user-" + user, "User " + user, Role.NURSE)));
        counted.flush();

        assertThat(writes).hasSize(20).allSatisfy(batch -> assertThat(batch).hasSize(500));
        assertThat(users.list(tenant)).hasSize(UserRepository.MAX_LEARNED);

        counted.onVerified(principal(tenant, "one too many", "One", Role.NURSE));
        counted.flush();
        clock.advance(LearnedStaff.WRITE_INTERVAL);
        counted.onVerified(principal(tenant, "user-1", "Renamed", Role.NURSE));
        counted.flush();
        assertThat(users.find(tenant, "one too many")).isEmpty();
        assertThat(users.find(tenant, "user-1").orElseThrow().staff().fullName())
                .contains("Renamed");
    }

    @Test
    void boundsWhatWaitsAndLearnsTheOthersLater() {
        LearnedStaff full = new LearnedStaff(users, clock);
        IntStream.rangeClosed(0, LearnedStaff.MAX_RECENT)
                .forEach(user -> full.onVerified(principal(shard(user), "user-" + user, "U", Role.NURSE)));
        TenantId last = shard(LearnedStaff.MAX_RECENT);
        String unlearned = "user-" + LearnedStaff.MAX_RECENT;
        full.flush();
        assertThat(users.find(last, unlearned)).isEmpty();

        clock.advance(LearnedStaff.WRITE_INTERVAL);
        full.onVerified(principal(last, unlearned, "U", Role.NURSE));
        full.flush();
        assertThat(users.find(last, unlearned)).isPresent();
    }

    @Test
    void keepsSightingsThatCannotBeWritten() {
        boolean[] reachable = {false};
        LearnedStaff retrying = new LearnedStaff(
                new WriteObserver(users, batch -> {
                    if (!reachable[0]) {
                        throw new IllegalStateException("out of reach");
                    }
                }),
                clock);
        retrying.onVerified(principal(tenant, "ada", "Ada", Role.NURSE));
        retrying.flush();
        assertThat(users.list(tenant)).isEmpty();

        reachable[0] = true;
        retrying.flush();
        assertThat(users.list(tenant)).hasSize(1);
    }

    /** Learned staff stayed for ever, also those who had left the clinic. */
    @Test
    void deletesLearnedStaffWithoutATokenForTheRetention() {
        StaffMember entered = new StaffMember(
                new StaffSnapshot("ada", "Ada", "Brandt", Optional.empty(), Optional.empty()), Role.NURSE);
        users.put(tenant, List.of(entered));
        LearnedStaff aged = new LearnedStaff(users, longAgo);
        List.of("ada", "bob", "cy").forEach(user -> aged.onVerified(principal(tenant, user, user, Role.NURSE)));
        aged.onVerified(principal(otherTenant, "bob", "Bob", Role.NURSE));
        aged.flush();
        longAgo.advance(Duration.ofDays(89));
        aged.onVerified(principal(tenant, "cy", "Cy", Role.NURSE));
        aged.flush();
        aged.deleteUnseenFor(Duration.ofDays(90));
        assertThat(users.ids(tenant)).containsExactly("ada", "bob", "cy");

        longAgo.advance(Duration.ofDays(1).plusMillis(1));
        new LearnedStaff(new JdbiUsers(database(), UserDirectory.CLOSED), longAgo).deleteUnseenFor(Duration.ofDays(90));
        assertThat(users.ids(tenant)).containsExactly("ada", "cy");
        assertThat(users.ids(otherTenant)).isEmpty();
    }

    @Test
    void deletesAllOfMoreThanOneStatement() {
        LearnedStaff aged = new LearnedStaff(users, longAgo);
        IntStream.rangeClosed(0, 1_010)
                .forEach(user -> aged.onVerified(principal(tenant, "user-" + user, "U", Role.NURSE)));
        aged.flush();
        assertThat(users.deleteLearned(longAgo.instant().plusMillis(1), 10)).isEqualTo(10);

        longAgo.advance(Duration.ofDays(2));
        aged.deleteUnseenFor(Duration.ofDays(1));
        assertThat(users.ids(tenant)).isEmpty();
    }

    /** One of three clinics, so that none has too many. */
    private TenantId shard(int user) {
        return new TenantId(tenant.value() + "-" + user % 3);
    }

    private void see(Principal principal) {
        learned.onVerified(principal);
        learned.flush();
    }

    private static Principal principal(TenantId tenant, String user, String name, Role... roles) {
        return new PrincipalBuilder(user, name, Set.of(roles)).tenant(tenant).build();
    }

    /** A repository whose writes a test observes first. */
    private record WriteObserver(UserRepository users, Consumer<Collection<UserRepository.Sighting>> observer)
            implements UserRepository {
        @Override
        public Optional<StaffMember> find(TenantId tenant, String id) {
            return users.find(tenant, id);
        }

        @Override
        public List<StaffMember> list(TenantId tenant) {
            return users.list(tenant);
        }

        @Override
        public List<String> ids(TenantId tenant) {
            return users.ids(tenant);
        }

        @Override
        public List<String> idsWithRole(TenantId tenant, Role role) {
            return users.idsWithRole(tenant, role);
        }

        @Override
        public int countEntered(TenantId tenant) {
            return users.countEntered(tenant);
        }

        @Override
        public List<StaffMember> lockAll(TenantId tenant, Collection<String> ids) {
            return users.lockAll(tenant, ids);
        }

        @Override
        public void put(TenantId tenant, Collection<StaffMember> members) {
            users.put(tenant, members);
        }

        @Override
        public boolean remove(TenantId tenant, String id) {
            return users.remove(tenant, id);
        }

        @Override
        public void recordSightings(Collection<Sighting> sightings) {
            observer.accept(sightings);
            users.recordSightings(sightings);
        }

        @Override
        public int deleteLearned(Instant limit, int most) {
            return users.deleteLearned(limit, most);
        }
    }
}
