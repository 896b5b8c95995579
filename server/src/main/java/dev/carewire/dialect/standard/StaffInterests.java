package dev.carewire.dialect.standard;

import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.Reach;
import dev.carewire.event.Event;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Interest;
import dev.carewire.identity.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sessions are told of the rooms they are in, by their users' roles. Those who open the same modules share one interest, of
 * which there are few. Any thread.
 */
final class StaffInterests {

    private final StandardRules rules;
    private final Map<Set<Module>, Interest> shared = new ConcurrentHashMap<>();

    StaffInterests(StandardRules rules) {
        this.rules = rules;
    }

    /** What somebody with these roles is told. */
    Interest of(Principal principal) {
        if (rules.equals(StandardRules.OPEN)) {
            return Interest.ALL;
        }
        return shared.computeIfAbsent(Module.openTo(principal.roles()), this::interest);
    }

    private Interest interest(Set<Module> open) {
        Set<String> closed = rules.reach() == Reach.MODULES ? EventModules.closed(open) : Set.of();
        return rules.disclosure() == Disclosure.MINIMAL ? new ChartsApart(closed) : new Open(closed);
    }

    private record Open(Set<String> closed) implements Interest {
        @Override
        public boolean in(Event<?> event) {
            return !closed.contains(event.type().name());
        }
    }

    /** Who has which chart open is told to those alone who have it open, too. */
    private record ChartsApart(Set<String> closed) implements Interest {

        private static final String VIEWING = PresenceEvents.PATIENT_VIEWING.name();

        @Override
        public boolean in(Event<?> event) {
            return !event.type().name().equals(VIEWING)
                    && !closed.contains(event.type().name());
        }

        @Override
        public boolean in(Event<?> event, RoomKey room) {
            return event.type().name().equals(VIEWING) ? room.kind() == RoomKey.Kind.PATIENT : in(event);
        }
    }
}
