package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters with brackets in their names, as PHP reads them. */
final class PhpParameters {
    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]");

    private PhpParameters() {}

    static ObjectNode parse(Map<String, String> flat) {
        ObjectNode root = Json.object();
        flat.forEach((name, value) -> {
            List<String> path = new ArrayList<>();
            int bracket = name.indexOf('[');
            path.add(bracket < 0 ? name : name.substring(0, bracket));
            Matcher matcher = PART.matcher(bracket < 0 ? "" : name.substring(bracket));
            while (matcher.find()) {
                path.add(matcher.group(1));
            }
            ObjectNode node = root;
            for (String part : path.subList(0, path.size() - 1)) {
                JsonNode child = node.get(part);
                node = child instanceof ObjectNode object ? object : node.putObject(part);
            }
            node.put(path.get(path.size() - 1), value);
        });
        return root;
    }
}
