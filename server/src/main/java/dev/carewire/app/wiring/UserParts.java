package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.http.Route;
import dev.carewire.rest.UserRoutes;
import dev.carewire.user.LearnedStaff;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository;
import dev.carewire.user.Users;
import java.util.stream.Stream;

/** The parts of the staff directory. */
record UserParts(UserRepository repository, LearnedStaff learned, Users users) {

    /** Creates the parts. */
    static UserParts create(CoreParts base, UserDirectory directory) {
        JdbiUsers repository = new JdbiUsers(base.database(), directory);
        LearnedStaff learned = new LearnedStaff(repository, base.clock());
        return new UserParts(repository, learned, new Users(repository, directory, learned, base.transactions()));
    }

    Stream<Route> routes() {
        return new UserRoutes(users).routes().stream();
    }
}
