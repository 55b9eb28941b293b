using FlashFs.Tool.Output;
using FlashFs.Tool;

return FlashFsApp.Run(args, ToolSession.OfProcess());
