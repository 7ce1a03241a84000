package org.example.attacks;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads and writes YAML with SnakeYAML, which it holds. */
public final class YamlUse extends Probe {
    @Override
    protected Object attempt(Stage stage) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, Object> order = yaml.load("""
                order: 7
                lines:
                  - {name: tea, price: 2.5}
                  - {name: milk, price: 1}
                due: 2024-02-29
                """);
        List<?> lines = (List<?>) order.get("lines");
        if (lines.size() != 2 || !order.get("order").equals(7)) {
            throw new IllegalStateException("read " + order);
        }
        String written = yaml.dump(Map.of("lines", lines));
        if (!yaml.load(written).equals(Map.of("lines", lines))) {
            throw new IllegalStateException("written " + written);
        }
        return written;
    }
}
