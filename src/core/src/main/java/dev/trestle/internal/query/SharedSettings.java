package dev.trestle.internal.query;

import org.jooq.Configuration;
import org.jooq.conf.Settings;

/**
 * Which settings a configuration has, as one instance for all equal ones that are derived from each
 * other. jOOQ clones the settings with each configuration that it derives, so for each transaction,
 * and comparing their 200 and more fields costs about what binding a statement does: here it is
 * done once for each, instead of once for each statement.
 *
 * @param instance the configuration's own
 * @param shared the instance that stands for it
 */
public record SharedSettings(Settings instance, Settings shared) {
  /**
   * The instance that stands for a configuration's settings. Asked of a configuration before others
   * are derived from it, it is that of all of them.
   */
  public static Settings of(Configuration configuration) {
    Settings settings = configuration.settings();
    SharedSettings known = (SharedSettings) configuration.data(SharedSettings.class);
    if (known != null && known.instance == settings) {
      return known.shared;
    }
    // Derived configurations begin with a copy of the data.
    Settings shared = known != null && known.shared.equals(settings) ? known.shared : settings;
    configuration.data(SharedSettings.class, new SharedSettings(settings, shared));
    return shared;
  }
}
