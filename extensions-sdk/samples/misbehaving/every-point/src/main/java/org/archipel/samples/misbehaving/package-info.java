/** An extension that contributes to every extension point, asks for a configuration, and costs something; its step never ends. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "Contributes to every extension point; its step never ends.",
        category = Category.OPERATIONS,
        configSchema = "config.schema.json",
        publisher = "Archipel")
@Pricing(model = Pricing.Model.ONE_TIME, price = "12", currency = "EUR")
@ConsolePanel(name = "page", title = "Every point", slot = "dashboard")
@NeedsPermission(
        resource = "ui",
        actions = "contribute",
        conditions = @NeedsPermission.Condition(type = "slots", values = "dashboard"),
        reason = "To show a page.")
package org.archipel.samples.misbehaving;

import org.archipel.sdk.Category;
import org.archipel.sdk.ConsolePanel;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.Pricing;
