package dev.carewire.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.JwtConfigBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.AccountStanding;
import dev.carewire.identity.Verification.Reason;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Verified;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

    private final JwtVerifier verifier = new JwtVerifier(JwtFixtures.secretOnly(), JwtFixtures.CLOCK);

    @Test
    void readsEveryClaim() {
        Principal principal = principal("""
                {"id":"u-1","tenantId":"t-1","role":"provider","secondaryRoles":["billing"],"fullName":"Dr Chen",
                 "email":"c@example.org","jti":"j-1","exp":1795186860}""");
        assertThat(principal.userId()).isEqualTo("u-1");
        assertThat(principal.tenant()).isEqualTo(new TenantId("t-1"));
        assertThat(principal.roles()).containsExactlyInAnyOrder(Role.DOCTOR, Role.BILLING);
        assertThat(principal.name()).isEqualTo("Dr Chen");
        assertThat(principal.tokenId()).contains("j-1");
        assertThat(principal.expiresAt()).contains(Instant.ofEpochSecond(1795186860));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'userId':'a','user_id':'b','id':'c','sub':'d'} | a",
                "{'user_id':'b','id':'c','sub':'d'} | b",
                "{'id':'c','sub':'d'} | c",
                "{'sub':'d'} | d",
                "{'user_id':42,'sub':'d@example.org'} | 42",
                "{'userId':null,'id':'c'} | c",
                "{'userId':' ','id':'c'} | c",
                "{'userId':true,'id':'c'} | c",
                "{'userId':1.5,'id':'c'} | c",
                "{'userId':{'a':1},'id':['x'],'sub':'d'} | d",
                "{'userId':123456789012345678901234567890} | 123456789012345678901234567890",
            })
    void takesTheFirstUsableUserId(String payload, String user) {
        assertThat(principal(payload.replace('\'', '"')).userId()).isEqualTo(user);
    }

    @Test
    void readsTheClaimsOfDiagnoxix() {
        Principal manager = principal("""
                {"user_id":"u-1","diagnostic_id":"c0a8012e-0000-4000-8000-000000000001","user_type":"ADMIN"}""");
        assertThat(manager.tenant()).isEqualTo(new TenantId("c0a8012e-0000-4000-8000-000000000001"));
        assertThat(manager.roles()).containsExactly(Role.ADMIN);
        Principal patient = principal("""
                {"user_id":"u-2","diagnostic_id":"00000000-0000-0000-0000-000000000000","user_type":"PATIENT"}""");
        assertThat(patient.tenant()).isEqualTo(PrincipalBuilder.DEFAULT_TENANT);
        assertThat(patient.roles()).containsExactly(Role.PATIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'sub':''}", "{'sub':null}", "{'sub':false}", "{'sub':1.5}", "{'sub':[]}", "{'id':{}}"})
    void aTokenWithoutAUserIsRefused(String payload) {
        assertThat(outcome(payload.replace('\'', '"'))).isEqualTo(new Rejected(Reason.NO_USER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sub':'system'}",
                "{'userId':'ai_assistant','sub':'u-1'}",
                "{'id':'System'}",
                "{'user_id':' AI_ASSISTANT '}"
            })
    void nobodyIsTheServer(String payload) {
        assertThat(outcome(payload.replace('\'', '"'))).isEqualTo(new Rejected(Reason.RESERVED_USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'userId':'system-1'}", "{'userId':'u-1','sub':'system'}"})
    void aUserWhoseIdOnlyHoldsAReservedOneIsSomebody(String payload) {
        assertThat(principal(payload.replace('\'', '"')).userId()).isNotEqualTo("system");
    }

    @Test
    void aUserIdLongerThanAnyIdIsRefused() {
        assertThat(outcome("{\"sub\":\"" + "x".repeat(321) + "\"}")).isEqualTo(new Rejected(Reason.NO_USER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sub':'u','tenantId':'a','tenant_id':'b'} | a",
                "{'sub':'u','tenant_id':7} | 7",
                "{'sub':'u','tenantId':null,'tenant_id':'b'} | b",
                "{'sub':'u','tenantId':'','tenant_id':'b'} | b",
            })
    void takesTheFirstTenantThatIsNamed(String payload, String tenant) {
        assertThat(principal(payload.replace('\'', '"')).tenant()).isEqualTo(new TenantId(tenant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'sub':'u'}", "{'sub':'u','tenantId':null}", "{'sub':'u','tenantId':''}"})
    void aTokenMayNameNoTenant(String payload) {
        assertThat(principal(payload.replace('\'', '"')).tenant()).isEqualTo(PrincipalBuilder.DEFAULT_TENANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1.5", "{}", "['a']", "' '", "1e30"})
    void anUnusableTenantNeverEndsAsNoTenant(String value) {
        String payload = "{'sub':'u','tenantId':" + value + ",'tenant_id':'other'}";
        assertThat(outcome(payload.replace('\'', '"'))).isEqualTo(new Rejected(Reason.MALFORMED));
        assertThat(outcome("{\"sub\":\"u\",\"tenantId\":\"" + "x".repeat(321) + "\"}"))
                .isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'role':'nurse' | NURSE",
                "'role':'nurse, billing' | NURSE BILLING",
                "'roles':['Front Desk','ma'] | RECEPTIONIST MEDICAL_ASSISTANT",
                "'role':'admin','roles':['nurse'],'secondaryRoles':'staff' | ADMIN NURSE STAFF",
                "'roles':['nurse',null,5,{'a':1},['admin']] | NURSE OTHER",
                "'role':'emperor','roles':['nurse'] | NURSE OTHER",
                "'role':'other' | OTHER",
                "'role':'accountant','roles':'hr' | BILLING STAFF",
                "'role':['display'] | DISPLAY",
                "'role':'researcher' | RESEARCHER",
            })
    void joinsTheRolesOfEveryClaim(String claims, String roles) {
        assertThat(principal(("{'sub':'u'," + claims + "}").replace('\'', '"')).roles())
                .extracting(Role::name)
                .containsExactlyInAnyOrder(roles.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "{'admin':true}", "['nobody']", "'emperor'", "1.5", "[7]"})
    void aRoleClaimThatIsNotKnownIsARoleThatGrantsNothing(String value) {
        assertThat(principal(rolesAre(value)).roles()).containsExactly(Role.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '", "','", "[]", "[null]"})
    void anEmptyRoleClaimIsNone(String value) {
        assertThat(principal(rolesAre(value)).roles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'sub':'u'}", "{'sub':'u','role':''}", "{'sub':'u','tenantId':'','roles':[]}"})
    void aTokenWithNeitherClinicNorRoleIsNoTokenWithoutARole(String payload) {
        assertThat(principal(payload.replace('\'', '"')).roles()).containsExactly(Role.OTHER);
    }

    @Test
    void aTokenWithoutARoleMayHaveNoRights() {
        JwtVerifier strict = new JwtVerifier(
                new JwtConfigBuilder()
                        .secret(JwtFixtures.SECRET)
                        .claims(new ClaimRules(
                                new TenantId("only"), ClaimRules.MissingRole.NONE, ClaimRules.DiagnosticId.IGNORED))
                        .build(),
                JwtFixtures.CLOCK);

        assertThat(principal(strict, "{\"sub\":\"u\",\"tenantId\":\"t\"}").roles())
                .containsExactly(Role.OTHER);
        assertThat(principal(strict, "{\"sub\":\"u\",\"role\":\"nurse\"}").tenant())
                .isEqualTo(new TenantId("only"));
        String owner = "{\"sub\":\"u\",\"diagnostic_id\":\"c-1\",\"user_type\":\"DIAGNOSTIC_CENTRE_OWNER\"}";
        assertThat(principal(strict, owner))
                .returns(new TenantId("only"), Principal::tenant)
                .returns(Set.of(Role.ADMIN), Principal::roles);
    }

    @ParameterizedTest
    @CsvSource({"true, PASSWORD_RESET_REQUIRED", "false, GOOD", "null, GOOD", "1, GOOD", "{}, GOOD"})
    void saysWhoHasToSetAnotherPassword(String value, AccountStanding standing) {
        assertThat(outcome("{\"sub\":\"u\",\"passwordResetRequired\":" + value + "}"))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.standing()).isEqualTo(standing));
    }

    private static String rolesAre(String value) {
        String payload =
                "{'sub':'u','tenantId':'t','role':" + value + ",'roles':" + value + ",'secondaryRoles':" + value + "}";
        return payload.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sub':'u','fullName':'A','name':'B','email':'C'} | A",
                "{'sub':'u','name':'B','email':'C'} | B",
                "{'sub':'u','fullName':5,'name':{},'email':'C'} | C",
                "{'sub':'u','fullName':' ','name':null,'email':['C']} | u",
            })
    void takesTheFirstUsableName(String payload, String name) {
        assertThat(principal(payload.replace('\'', '"')).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "{}", "''", "null", "[]"})
    void aTokenIdOfAnotherTypeCountsAsNone(String value) {
        assertThat(principal(("{'sub':'u','jti':" + value + "}").replace('\'', '"'))
                        .tokenId())
                .isEmpty();
    }

    private Principal principal(String payload) {
        return principal(verifier, payload);
    }

    private static Principal principal(JwtVerifier verifier, String payload) {
        Verification outcome = outcome(verifier, payload);
        assertThat(outcome).isInstanceOf(Verified.class);
        return ((Verified) outcome).principal();
    }

    private Verification outcome(String payload) {
        return outcome(verifier, payload);
    }

    private static Verification outcome(JwtVerifier verifier, String payload) {
        return verifier.verify(JwtFixtures.signed("{\"alg\":\"HS256\"}", payload))
                .toCompletableFuture()
                .join();
    }
}
