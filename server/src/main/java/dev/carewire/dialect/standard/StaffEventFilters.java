package dev.carewire.dialect.standard;

import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.dialect.standard.StandardRules.TypingAudience;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.EventFilter;
import dev.carewire.identity.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Filters the events of each session's rooms by its user's roles. Users with the same modules share one filter. Any thread. */
final class StaffEventFilters {

    private final StandardRules rules;
    private final StandardVocabulary vocabulary;
    private final Map<Set<FrontEndModule>, EventFilter> shared = new ConcurrentHashMap<>();

    StaffEventFilters(StandardRules rules, StandardVocabulary vocabulary) {
        this.rules = rules;
        this.vocabulary = vocabulary;
    }

    /** The filter for the roles of {@code principal}. */
    EventFilter of(Principal principal) {
        if (rules.equals(StandardRules.OPEN)) {
            return EventFilter.ALL;
        }
        return shared.computeIfAbsent(FrontEndModule.openTo(principal.roles()), this::newFilter);
    }

    private EventFilter newFilter(Set<FrontEndModule> open) {
        Set<String> hidden = rules.staffAudience() == StaffAudience.MODULES ? vocabulary.hiddenFrom(open) : Set.of();
        EventFilter filter = rules.disclosure() == Disclosure.MINIMAL
                ? new MinimalDisclosureFilter(hidden)
                : new ModuleFilter(hidden);
        boolean hidesTyping = rules.typingAudience() == TypingAudience.ROOM
                || (rules.staffAudience() == StaffAudience.MODULES && !open.contains(FrontEndModule.MAIL));
        return hidesTyping ? new TypingInRoomsFilter(filter) : filter;
    }

    /** Delivers typing only to sessions in the thread's room, and to its members. */
    private record TypingInRoomsFilter(EventFilter others) implements EventFilter {
        @Override
        public boolean matches(Event<?> event) {
            return others.matches(event);
        }

        @Override
        public boolean matches(Event<?> event, RoomKey room) {
            return !(room.kind() == RoomKey.Kind.TENANT && event.payload() instanceof TypingChanged)
                    && others.matches(event, room);
        }
    }

    private record ModuleFilter(Set<String> hiddenEvents) implements EventFilter {
        @Override
        public boolean matches(Event<?> event) {
            return !hiddenEvents.contains(event.type().name());
        }
    }

    /** Delivers who has a chart open only to sessions that have the same chart open. */
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
