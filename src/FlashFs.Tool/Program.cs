using FlashFs.Tool;
using FlashFs.Tool.Output;

return FlashFsApp.Run(args, ToolSession.OfProcess());
