package org.archipel.sandbox.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.Island;

/** Tiny extensions, each of one component. */
public final class Samples {
    public static final String ID = "com.acme.tiny";

    private Samples() {}

    public static Island island(String organization, String version) {
        String installation = "0190-" + organization;
        return new Island(
                Island.location(installation, version),
                new InstallationInfo(installation, organization, ID, version),
                grants(),
                JsonNodeFactory.instance.objectNode().put("greeting", "hello"));
    }

    public static List<Permission> grants() {
        return List.of(
                new Permission("rest", Set.of("expose"), List.of()),
                new Permission("storage", Set.of("read", "write"), List.of()),
                new Permission("connector", Set.of("provide"), List.of(new PermissionCondition("types", List.of("*")))),
                new Permission("schedule", Set.of("run"), List.of()),
                new Permission(
                        "events",
                        Set.of("publish", "subscribe"),
                        List.of(new PermissionCondition("topics", List.of("*")))));
    }

    /**
     * @param service the extension point that the component offers
     * @param body of the class {@code com.acme.tiny.Tiny}, whose constructor takes the context as {@code context}
     */
    public static ExtensionJar jar(String version, Class<?> service, String properties, String body) {
        String source = """
                package com.acme.tiny;
                import javax.ws.rs.*;
                import javax.ws.rs.core.*;
                import org.archipel.api.connector.*;
                import org.archipel.api.event.*;
                import org.archipel.api.extension.*;
                import org.archipel.api.rest.*;
                import org.archipel.api.schedule.*;
                %s
                """.formatted(body);
        ExtensionJar jar = ExtensionJar.of(ID, version)
                .header("Service-Component", "OSGI-INF/tiny.xml")
                .header(
                        "Import-Package",
                        "org.archipel.api.connector;version=\"[1.0,2)\",org.archipel.api.error;version=\"[1.0,2)\","
                                + "org.archipel.api.event;version=\"[1.0,2)\",org.archipel.api.extension;version=\"[1.0,2)\","
                                + "org.archipel.api.http;version=\"[1.0,2)\",org.archipel.api.rest;version=\"[1.0,2)\","
                                + "org.archipel.api.schedule;version=\"[1.0,2)\",org.archipel.api.storage;version=\"[1.0,2)\","
                                + "com.fasterxml.jackson.databind,com.fasterxml.jackson.databind.node,"
                                + "javax.ws.rs,javax.ws.rs.core,org.slf4j")
                .entry("OSGI-INF/tiny.xml", component(service, properties));
        for (Map.Entry<String, byte[]> file :
                Sources.compile("com.acme.tiny.Tiny", source).entrySet()) {
            jar.entry(file.getKey(), file.getValue());
        }
        return jar;
    }

    private static String component(Class<?> service, String properties) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="com.acme.tiny.Tiny" init="1">
                  <implementation class="com.acme.tiny.Tiny"/>
                  %s
                  <service><provide interface="%s"/></service>
                  <reference name="context" interface="org.archipel.api.extension.ExtensionContext" parameter="0"/>
                </scr:component>
                """.formatted(properties, service.getName());
    }

    /** A REST resource that tells its version. */
    public static ExtensionJar rest(String version) {
        return jar(version, RestResource.class, "", """
                @Path("version")
                public class Tiny implements RestResource {
                    private final ExtensionContext context;
                    public Tiny(ExtensionContext context) { this.context = context; }
                    public record Answer(String version, String organization, String uri) {}
                    @GET @Produces("application/json")
                    public Answer get(@Context UriInfo uri) {
                        return new Answer(context.installation().version(), context.installation().organizationId(),
                            uri.getAbsolutePath().toString());
                    }
                    @POST public Response post() { return Response.created(java.net.URI.create("version/7")).build(); }
                    @GET @Path("fail") public String fail() { throw new IllegalStateException("secret inside"); }
                    @GET @Path("headers") public Response headers(@Context HttpHeaders headers) {
                        return Response.ok(headers.getRequestHeaders().keySet().toString(), "text/plain")
                            .header("Set-Cookie", "a=b").header("X-Mine", "1").build(); }
                    @POST @Path("length") public String length(byte[] body) { return "" + body.length; }
                    @GET @Path("missing") public String missing() {
                        throw new org.archipel.api.error.NotFoundException("no such thing"); }
                    @GET @Path("endless") public String endless() {
                        while (true) { try { while (true) { } } catch (Throwable all) { } }
                    }
                    @GET @Path("hang") public String hang() {
                        long end = System.nanoTime() + 10_000_000_000L;
                        while (System.nanoTime() < end) {
                            try { Thread.sleep(100); } catch (InterruptedException ignored) { }
                        }
                        return "late";
                    }
                }
                """);
    }
}
