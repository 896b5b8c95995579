package dev.carewire.rest;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.http.JsonFields;
import dev.carewire.identity.Role;
import dev.carewire.json.JsonValue;
import dev.carewire.user.PersonName;
import dev.carewire.user.UserForm;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses staff members in request bodies. */
final class UserInput {

    private UserInput() {}

    /** An entry of a list, which contains its id. */
    static UserForm entry(JsonValue item) {
        if (!item.isObject()) {
            throw RejectedException.invalid("wrong type (expected: a JSON object)");
        }
        JsonFields body = new JsonFields(item);
        return form(Fields.required("id", body.id("id", "_id")), body);
    }

    /**
     * The fields of the user with this id. Back ends that know only a full name give {@code name} in place of its two
     * parts.
     */
    static UserForm form(String id, JsonFields body) {
        Optional<String> firstName = body.text("firstName");
        Optional<String> lastName = body.text("lastName");
        if (firstName.isEmpty() && lastName.isEmpty()) {
            Optional<PersonName> name = body.text("name").map(PersonName::split);
            firstName = name.flatMap(PersonName::first);
            lastName = name.flatMap(PersonName::last);
        }
        return new UserForm(id, firstName, lastName, body.text("email"), roles(body), body.text("specialization"));
    }

    private static Optional<Set<Role>> roles(JsonFields body) {
        return body.texts("roles").or(() -> body.text("role").map(List::of)).map(names -> {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (String name : names) {
                roles.add(Role.parse(name)
                        .orElseThrow(
                                () -> RejectedException.invalid("role: unknown (expected: one that tokens name)")));
            }
            return roles;
        });
    }
}
