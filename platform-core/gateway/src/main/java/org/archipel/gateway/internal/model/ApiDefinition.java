package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A custom API as people write it.
 *
 * @param path below the organization's root, with {@code {parameters}}; a last {@code {name*}} takes the rest
 * @param description null for none
 * @param version as in {@code 2.1.0}; its first number tells versions apart that live at once; null for 1.0.0
 * @param isActive whether it answers; null for yes
 * @param deprecation null while it is not deprecated
 */
public record ApiDefinition(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String path,
        @JsonProperty(required = true) String method,
        String description,
        String version,
        ApiConfig config,
        Boolean isActive,
        Deprecation deprecation) {
    /** What a version looks like. */
    public static final Pattern VERSION = Pattern.compile("([0-9]{1,4})(\\.[0-9]{1,6}){0,2}");

    public ApiDefinition {
        version = version == null ? "1.0.0" : version;
        config = config == null ? ApiConfig.EMPTY : config;
        isActive = isActive == null || isActive;
    }

    /** The first number of the version; 0 if it is none. */
    public int major() {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    public ApiDefinition with(ApiConfig changed) {
        return new ApiDefinition(name, path, method, description, version, changed, isActive, deprecation);
    }

    public ApiDefinition with(Deprecation changed) {
        return new ApiDefinition(name, path, method, description, version, config, isActive, changed);
    }

    public ApiDefinition active(boolean active) {
        return new ApiDefinition(name, path, method, description, version, config, active, deprecation);
    }
}
