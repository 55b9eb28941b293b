using System.CommandLine;
using FlashFs.Fuzz;

ParseResult parsed = FuzzCommand.Create().Parse(args);
int status = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : status;
