package dev.carewire.dialect.healthmate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthmateRoleTest {

    private final HealthmateRole researcher =
            HealthmateRole.of(new PrincipalBuilder("r-1", "Rae", Set.of(Role.RESEARCHER)).build());
    private final HealthmateRole user =
            HealthmateRole.of(new PrincipalBuilder("u-1", "Uma", Set.of(Role.OTHER)).build());

    @ParameterizedTest
    @EnumSource(Topic.class)
    void aResearcherHasTheRightsOfAUserToEveryTopic(Topic topic) {
        for (String level : Set.of("read", "write", "delete")) {
            assertThat(researcher.allows(topic, level)).as(level).isEqualTo(user.allows(topic, level));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write", "delete"})
    void aResearcherHasNoRightToThePatientsOfAClinic(String level) {
        assertThat(researcher.allows(Topic.PATIENT, level)).isFalse();
    }
}
