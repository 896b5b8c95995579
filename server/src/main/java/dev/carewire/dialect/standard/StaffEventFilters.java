package dev.carewire.dialect.standard;

import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.event.Event;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.EventFilter;
import dev.carewire.identity.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sessions are told of the rooms they are in, by their users' roles. Those who open the same modules share one interest, of
 * which there are few. Any thread.
 */
final class StaffEventFilters {

    private final StandardRules rules;
    private final Map<Set<FrontEndModule>, EventFilter> shared = new ConcurrentHashMap<>();

    StaffEventFilters(StandardRules rules) {
        this.rules = rules;
    }

    /** What somebody with these roles is told. */
    EventFilter of(Principal principal) {
        if (rules.equals(StandardRules.OPEN)) {
            return EventFilter.ALL;
        }
        return shared.computeIfAbsent(FrontEndModule.openTo(principal.roles()), this::newFilter);
    }

    private EventFilter newFilter(Set<FrontEndModule> open) {
        Set<String> closed = rules.staffAudience() == StaffAudience.MODULES ? EventModules.closed(open) : Set.of();
        return rules.disclosure() == Disclosure.MINIMAL
                ? new MinimalDisclosureFilter(closed)
                : new ModuleFilter(closed);
    }

    private record ModuleFilter(Set<String> hiddenEvents) implements EventFilter {
        @Override
        public boolean matches(Event<?> event) {
            return !hiddenEvents.contains(event.type().name());
        }
    }

    /** Who has which chart open is told to those alone who have it open, too. */
    private record MinimalDisclosureFilter(Set<String> hiddenEvents) implements EventFilter {

        private static final String VIEWING = PresenceEvents.PATIENT_VIEWING.name();

        @Override
        public boolean matches(Event<?> event) {
            return !event.type().name().equals(VIEWING)
                    && !hiddenEvents.contains(event.type().name());
        }

        @Override
        public boolean matches(Event<?> event, RoomKey room) {
            return event.type().name().equals(VIEWING) ? room.kind() == RoomKey.Kind.PATIENT : matches(event);
        }
    }
}
