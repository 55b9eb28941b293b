// A run uses all cores by itself.
[assembly: DoNotParallelize]
