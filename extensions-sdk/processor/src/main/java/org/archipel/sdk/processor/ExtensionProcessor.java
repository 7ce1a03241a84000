package org.archipel.sdk.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import javax.tools.StandardLocation;
import org.archipel.sdk.ConsolePanel;
import org.archipel.sdk.DependsOn;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.Pricing;
import org.archipel.sdk.processor.DescriptorBuilder.Said;

/**
 * Writes {@value #DESCRIPTOR} and {@value #PERMISSIONS}. What is wrong with an annotation is an error of the compiler at its place.
 *
 * <p>The option {@value #VERSION} is the project's version; the SDK's parent POM passes it.
 */
public final class ExtensionProcessor extends AbstractProcessor {
    static final String VERSION = "archipel.version";
    static final String DESCRIPTOR = "META-INF/archipel/extension.json";
    static final String PERMISSIONS = "OSGI-INF/permissions.perm";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<NeedsPermission, Element> needs = new LinkedHashMap<>();
    private final Map<ConsolePanel, Element> panels = new LinkedHashMap<>();
    private final Map<DependsOn, Element> dependencies = new LinkedHashMap<>();
    private final Map<Pricing, Element> prices = new LinkedHashMap<>();
    private final List<Element> extensions = new ArrayList<>();

    /** Made by the compiler. */
    public ExtensionProcessor() {
        // All state is set during the rounds.
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                Extension.class.getCanonicalName(),
                NeedsPermission.class.getCanonicalName(),
                NeedsPermission.List.class.getCanonicalName(),
                ConsolePanel.class.getCanonicalName(),
                ConsolePanel.List.class.getCanonicalName(),
                Pricing.class.getCanonicalName(),
                DependsOn.class.getCanonicalName(),
                DependsOn.List.class.getCanonicalName());
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(VERSION);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        extensions.addAll(round.getElementsAnnotatedWith(Extension.class));
        gather(round, NeedsPermission.class, NeedsPermission.List.class, needs);
        gather(round, ConsolePanel.class, ConsolePanel.List.class, panels);
        gather(round, DependsOn.class, DependsOn.List.class, dependencies);
        gather(round, Pricing.class, Pricing.class, prices);
        if (round.processingOver() && !round.errorRaised()) {
            finish();
        }
        return true;
    }

    private static <A extends Annotation> void gather(
            RoundEnvironment round, Class<A> type, Class<? extends Annotation> several, Map<A, Element> found) {
        for (Element element :
                round.getElementsAnnotatedWithAny(Set.copyOf(List.<Class<? extends Annotation>>of(type, several)))) {
            for (A annotation : element.getAnnotationsByType(type)) {
                found.putIfAbsent(annotation, element);
            }
        }
    }

    private void finish() {
        if (extensions.isEmpty()) {
            needs.values().stream()
                    .findFirst()
                    .ifPresent(element -> error("@NeedsPermission without an @Extension in the project", element));
            return;
        }
        Element element = extensions.get(0);
        if (extensions.size() > 1) {
            error("a project is one extension; @Extension stands once", extensions.get(1));
            return;
        }
        if (prices.size() > 1) {
            error(
                    "an extension has one price; @Pricing stands once",
                    List.copyOf(prices.values()).get(1));
            return;
        }
        String version = BundleVersion.of(processingEnv.getOptions().getOrDefault(VERSION, ""));
        if (version.isEmpty()) {
            error("pass the project's version as -A" + VERSION + "=1.0.0; the SDK's parent POM does", element);
            return;
        }
        write(element, version);
    }

    private void write(Element element, String version) {
        Extension extension = element.getAnnotation(Extension.class);
        try {
            Resources resources = new Resources(processingEnv.getFiler());
            ObjectNode descriptor = new DescriptorBuilder(resources)
                    .build(
                            new Said(
                                    extension,
                                    List.copyOf(needs.keySet()),
                                    List.copyOf(panels.keySet()),
                                    prices.keySet().stream().findFirst(),
                                    List.copyOf(dependencies.keySet())),
                            version);
            if (valid(descriptor, element)) {
                file(StandardLocation.CLASS_OUTPUT, DESCRIPTOR, MAPPER.writeValueAsString(descriptor) + "\n", element);
                file(StandardLocation.CLASS_OUTPUT, PERMISSIONS, LocalPermissions.of(needs.keySet()), element);
            }
        } catch (BadResourceException e) {
            error(e.getMessage(), element);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a descriptor can always be written", e);
        } catch (IOException e) {
            error("cannot write the descriptor: " + e.getMessage(), element);
        }
    }

    private boolean valid(ObjectNode descriptor, Element element) {
        List<String> problems = new DescriptorCheck().problems(descriptor);
        problems.forEach(problem -> error(problem, element));
        VocabularyCheck vocabulary = new VocabularyCheck();
        boolean known = true;
        for (Map.Entry<NeedsPermission, Element> need : needs.entrySet()) {
            for (String problem : vocabulary.problems(need.getKey())) {
                error(problem, need.getValue());
                known = false;
            }
        }
        return known && problems.isEmpty();
    }

    private void file(StandardLocation location, String path, String text, Element element) throws IOException {
        try (Writer writer = processingEnv
                .getFiler()
                .createResource(location, "", path, element)
                .openWriter()) {
            writer.write(text);
        }
    }

    private void error(String message, Element element) {
        processingEnv.getMessager().printMessage(Kind.ERROR, message, element);
    }
}
