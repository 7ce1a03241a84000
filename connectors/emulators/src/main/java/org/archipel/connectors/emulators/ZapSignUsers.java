package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.PAGE;
import static org.archipel.connectors.emulators.ZapSignAnswers.message;
import static org.archipel.connectors.emulators.ZapSignAnswers.missing;
import static org.archipel.connectors.emulators.ZapSignAnswers.page;
import static org.archipel.connectors.emulators.ZapSignAnswers.required;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The users of an organization. */
final class ZapSignUsers {
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();

    ZapSignUsers() {
        users.put("ana@acme.test", user("ana@acme.test", "owner"));
    }

    void routes(Router router) {
        router.on("GET", "/users/", (exchange, values) -> page(exchange, new ArrayList<>(users.values()), PAGE))
                .on("POST", "/users/create-user", (exchange, values) -> createUser(exchange.json()))
                .on("DELETE", "/users/{email}/", (exchange, values) -> removeUser(values.get(0)));
    }

    private Reply createUser(ObjectNode request) {
        String email = request.path("email").asText();
        if (email.isEmpty()) {
            return Reply.json(400, required("email"));
        }
        users.put(email, user(email, request.path("role").asText("member")));
        return Reply.json(200, message("Usuário criado com sucesso."));
    }

    private Reply removeUser(String email) {
        return users.remove(email) == null
                ? missing()
                : Reply.json(200, message("Usuário excluído da organização com sucesso."));
    }

    private static ObjectNode user(String email, String group) {
        ObjectNode user = Json.object()
                .put("first_name", "Ana")
                .put("last_name", "Lima")
                .put("email", email)
                .put("email_verified", true);
        user.putObject("user_group").put("name", group);
        return user;
    }
}
