package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.emission.FamilyWire;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.RoomKey;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A family's names of rooms as a table of templates. A name without a template is one of the back end's own, which only
 * {@linkplain Kind#BACK_END it} fills. Immutable.
 *
 * @param family the family's name in requests
 * @param form the form of its messages
 * @param rows the first one whose template matches a name counts
 */
public record WireRooms(String family, MessageForm form, List<Row> rows) implements FamilyWire {

    private static final String TENANT = "{tenant}";
    private static final String ID = "{id}";

    public WireRooms {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(form, "form");
        rows = List.copyOf(rows);
    }

    /**
     * The rooms of one kind of names.
     *
     * @param template may contain <code>{tenant}</code>, and end with <code>{id}</code>
     * @param kinds the rooms that the name stands for, one or more; the first one bears the name
     */
    public record Row(String template, List<Kind> kinds) {

        public Row {
            Objects.requireNonNull(template, "template");
            kinds = List.copyOf(kinds);
        }

        /** A row of these kinds. */
        public static Row of(String template, Kind... kinds) {
            return new Row(template, List.of(kinds));
        }

        private boolean hasId() {
            return template.endsWith(ID);
        }

        private String prefix(TenantId tenant) {
            String fixed = hasId() ? template.substring(0, template.length() - ID.length()) : template;
            return fixed.replace(TENANT, tenant.value());
        }

        /** The id in a name; empty if the template does not match. An id is blank for a template without one. */
        private Optional<String> idIn(String name, TenantId tenant) {
            String prefix = prefix(tenant);
            boolean matches = hasId() ? name.startsWith(prefix) : name.equals(prefix);
            return matches ? Optional.of(name.substring(prefix.length())) : Optional.empty();
        }

        /** Whether a name that does not match belongs to another tenant. */
        private boolean isOfAnotherTenant(String name) {
            int tenant = template.indexOf(TENANT);
            return tenant >= 0 && name.startsWith(template.substring(0, tenant));
        }
    }

    @Override
    public List<Target> rooms(String field, TenantId tenant, String name) {
        for (Row row : rows) {
            Optional<String> id = row.idIn(name, tenant);
            if (id.isPresent()) {
                if (row.hasId() && !Identifier.isValid(id.get())) {
                    throw invalid(field, "invalid");
                }
                return row.kinds().stream()
                        .map(kind -> new Target(kind, id.get()))
                        .toList();
            }
        }
        if (rows.stream().anyMatch(row -> row.isOfAnotherTenant(name))) {
            throw invalid(field, "not a room of this clinic");
        }
        if (!Identifier.isValid(name)) {
            throw invalid(field, "invalid");
        }
        return List.of(new Target(Kind.BACK_END, name));
    }

    private RejectedException invalid(String field, String fault) {
        String templates = rows.stream().map(Row::template).collect(Collectors.joining(", "));
        return RejectedException.invalid(field + ": " + fault + " (expected: " + templates + ", or a name of 1 to "
                + Identifier.MAX_LENGTH + " characters)");
    }

    @Override
    public Optional<String> name(RoomKey room) {
        if (room.kind() == Kind.BACK_END) {
            return Optional.of(room.id());
        }
        return rows.stream()
                .filter(row -> row.kinds().get(0) == room.kind()
                        && row.hasId() != room.id().isEmpty())
                .findFirst()
                .map(row -> row.prefix(room.tenant()) + room.id());
    }
}
