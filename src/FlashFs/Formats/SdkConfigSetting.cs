namespace FlashFs.Formats;

/// <summary>A setting of ESP-IDF's <c>sdkconfig</c> that decides an option of a format.</summary>
/// <param name="Name">The setting, without <c>CONFIG_</c>.</param>
/// <param name="Option">The option.</param>
/// <param name="IsSwitch">Whether it is <c>y</c> or not set at all, for true and false; else its value is the option's.</param>
public sealed record SdkConfigSetting(string Name, string Option, bool IsSwitch = false);
