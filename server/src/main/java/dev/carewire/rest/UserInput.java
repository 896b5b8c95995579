package dev.carewire.rest;

import dev.carewire.command.Checked;
import dev.carewire.command.RejectedException;
import dev.carewire.http.JsonFields;
import dev.carewire.identity.Role;
import dev.carewire.json.JsonValue;
import dev.carewire.user.PersonName;
import dev.carewire.user.UserForm;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Parses staff members in request bodies. */
final class UserInput {

    private UserInput() {}

    /** An entry of a list, which contains its id. */
    static UserForm entry(JsonValue item) {
        if (!item.isObject()) {
            throw RejectedException.invalid("wrong type (expected: a JSON object)");
        }
        return JsonFields.parse(item, UserInput::listed).get();
    }

    private static Supplier<UserForm> listed(JsonFields body) {
        Checked<String> id = body.required("id", () -> body.id("id", "_id"));
        Function<String, UserForm> form = form(body);
        return () -> form.apply(id.value());
    }

    /**
     * The fields of the user whose id the function takes. Back ends that know only a full name give {@code name} in
     * place of its two parts.
     */
    static Function<String, UserForm> form(JsonFields body) {
        Optional<String> firstName = body.text("firstName");
        Optional<String> lastName = body.text("lastName");
        Optional<PersonName> name = body.text("name").map(PersonName::split);
        Optional<String> email = body.text("email");
        Optional<Set<Role>> roles = roles(body);
        Optional<String> specialization = body.text("specialization");
        boolean parts = body.has("firstName") || body.has("lastName");
        return id -> new UserForm(
                id,
                parts ? firstName : name.flatMap(PersonName::first),
                parts ? lastName : name.flatMap(PersonName::last),
                email,
                roles,
                specialization);
    }

    private static Optional<Set<Role>> roles(JsonFields body) {
        Optional<Set<Role>> roles = body.read("an array of texts", UserInput::rolesOf, "roles");
        Optional<Set<Role>> role = body.read("a text", value -> value.text().map(name -> Set.of(role(name))), "role");
        return body.has("roles") ? roles : role;
    }

    private static Optional<Set<Role>> rolesOf(JsonValue array) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (JsonValue item : array.items()) {
            Optional<String> name = item.text();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            roles.add(role(name.get()));
        }
        return Optional.of(roles).filter(all -> array.isArray());
    }

    private static Role role(String name) {
        return Role.parse(name)
                .orElseThrow(() -> RejectedException.invalid("role: unknown (expected: one that tokens name)"));
    }
}
