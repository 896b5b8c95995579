package dev.carewire.app.config;

import dev.carewire.identity.Role;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.setting.SettingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of the escalation settings. */
final class EscalationSettingTypes {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.:-]{0,63})\\s*=\\s*([A-Za-z_ -]{1,32})");
    private static final String USER = "user";

    private EscalationSettingTypes() {}

    /** The escalation steps after the user, who is always the first recipient. */
    static SettingType<List<EscalationStep>> escalationSteps() {
        return SettingType.list(
                "list of steps",
                "user, then any of duty, lead, webhook, each once",
                EscalationSettingTypes::parseSteps);
    }

    private static Optional<List<EscalationStep>> parseSteps(List<String> words) {
        if (!words.get(0).equals(USER)) {
            return Optional.empty();
        }
        List<EscalationStep> steps = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Optional<EscalationStep> step = parseStep(word).filter(known -> !steps.contains(known));
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(steps);
    }

    private static Optional<EscalationStep> parseStep(String word) {
        for (EscalationStep step : EscalationStep.values()) {
            if (step.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** Roles by kind of notification, by priority, or for any. */
    static SettingType<Map<String, Role>> roles() {
        return SettingType.list(
                "list of assignments", "kind=role, priority=role or any=role", EscalationSettingTypes::parseRoles);
    }

    private static Optional<Map<String, Role>> parseRoles(List<String> assignments) {
        Map<String, Role> roles = new HashMap<>();
        for (String assignment : assignments) {
            Matcher parts = ASSIGNMENT.matcher(assignment);
            Optional<Role> role = parts.matches() ? Role.parse(parts.group(2)) : Optional.empty();
            if (role.isEmpty() || roles.put(parts.group(1), role.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(roles);
    }

    static SettingType<Role> role() {
        return new SettingType<>("role", "one that tokens name", Role::parse);
    }
}
