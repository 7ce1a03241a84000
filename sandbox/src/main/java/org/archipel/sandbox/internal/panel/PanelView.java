package org.archipel.sandbox.internal.panel;

/**
 * A panel as the console needs it.
 *
 * @param name unique within the extension
 * @param slot where it is shown
 * @param url address of the page for a sandboxed frame; changes every hour and with the version, and ends after some hours
 * @param api address below which the panel may send requests through the bridge
 */
public record PanelView(
        String extensionId, String version, String name, String title, String slot, String url, String api) {}
