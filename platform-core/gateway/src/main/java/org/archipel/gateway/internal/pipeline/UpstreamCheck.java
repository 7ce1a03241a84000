package org.archipel.gateway.internal.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication.Kind;
import org.archipel.gateway.internal.model.BatchSettings;

/** Looks at what a definition says of the integrations that it calls. */
final class UpstreamCheck {
    private final Problems problems;
    private final HeaderCheck headers;

    UpstreamCheck(Problems problems) {
        this.problems = problems;
        this.headers = new HeaderCheck(problems);
    }

    void check(List<ApiIntegration> called) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < called.size(); i++) {
            ApiIntegration integration = called.get(i);
            String pointer = pointer(i);
            problems.name(integration.name(), pointer + "/name");
            problems.check(names.add(integration.name()), pointer + "/name", "is the name of another");
            check(integration, pointer);
        }
    }

    private void check(ApiIntegration integration, String pointer) {
        problems.range(integration.timeoutMs(), 1, 300_000, pointer + "/timeoutMs");
        headers.headers(integration.headers(), pointer + "/headers");
        if (integration.authentication() != null) {
            proof(integration.authentication(), pointer + "/authentication");
        }
        if (integration.retryPolicy() != null) {
            problems.range(integration.retryPolicy().maxAttempts(), 1, 10, pointer + "/retryPolicy/maxAttempts");
            problems.range(integration.retryPolicy().baseDelayMs(), 1, 10_000, pointer + "/retryPolicy/baseDelayMs");
        }
        if (integration.batch() != null) {
            batch(integration, pointer + "/batch");
        }
        if (integration.fallback() != null) {
            problems.range(integration.fallback().status(), 200, 599, pointer + "/fallback/status");
        }
    }

    /** What the platform proves itself with goes into a header. */
    private void proof(UpstreamAuthentication proof, String pointer) {
        if (proof.header() != null) {
            headers.settable(proof.header(), pointer + "/header");
        }
        problems.check(
                proof.secret() == null || proof.type() == Kind.BASIC || HeaderCheck.isValue(proof.secret()),
                pointer + "/secret",
                "holds a character that a header cannot hold");
    }

    private void batch(ApiIntegration integration, String pointer) {
        problems.check(integration.type() == ApiIntegration.Type.HTTP, pointer, "is only for HTTP");
        problems.range(integration.batch().maxSize(), 2, 1000, pointer + "/maxSize");
        problems.range(integration.batch().maxWaitMs(), 1, 10_000, pointer + "/maxWaitMs");
        problems.check(
                !"GET".equals(integration.method()) && !"DELETE".equals(integration.method()),
                pointer,
                "is for a method with a body");
    }

    /** @param sends whether requests have a body, which is what a batch is made of where it does not say */
    void items(List<ApiIntegration> called, boolean sends) {
        for (int i = 0; i < called.size(); i++) {
            BatchSettings batch = called.get(i).batch();
            problems.check(
                    batch == null || batch.item() != null || sends,
                    pointer(i) + "/batch/item",
                    "is required where requests have no body");
        }
    }

    /** By Via requests that go in circles are known: nobody else writes it. */
    void via(List<ApiIntegration> called) {
        String via = Hops.OWN.name();
        for (int i = 0; i < called.size(); i++) {
            String pointer = pointer(i);
            for (String name : called.get(i).headers().keySet()) {
                problems.check(!name.equalsIgnoreCase(via), pointer + "/headers/" + name, "is written by the platform");
            }
            UpstreamAuthentication proof = called.get(i).authentication();
            problems.check(
                    proof == null || !via.equalsIgnoreCase(proof.header()),
                    pointer + "/authentication/header",
                    "is written by the platform");
        }
    }

    private static String pointer(int index) {
        return "/config/integrations/" + index;
    }

    /** Whether what is called depends on who calls. */
    static boolean namesCaller(ApiIntegration integration) {
        return addressNamesCaller(integration.endpoint())
                || Template.namesCaller(integration.recordId())
                || integration.filters().values().stream().anyMatch(Template::namesCaller)
                || Template.namesCaller(integration.variables())
                || integration.batch() != null
                        && Template.namesCaller(integration.batch().item());
    }

    /** An address knows no escapes, but a variable that keeps its slashes. */
    private static boolean addressNamesCaller(String endpoint) {
        return endpoint != null
                && (endpoint.contains("{" + Variables.CALLER + "}")
                        || endpoint.contains("{" + Variables.CALLER + "*}"));
    }
}
