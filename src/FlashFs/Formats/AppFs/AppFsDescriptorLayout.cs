namespace FlashFs.Formats.AppFs;

/// <summary>Which fields a page descriptor has. An image does not say, so writer and reader must be told.</summary>
public enum AppFsDescriptorLayout
{
    /// <summary>The PocketSprite SDK's: a name of up to 111 bytes.</summary>
    Pocketsprite,

    /// <summary>badge.team's: a name of up to 47 bytes, a title of up to 63 and a version, all ASCII.</summary>
    Badgeteam,
}
