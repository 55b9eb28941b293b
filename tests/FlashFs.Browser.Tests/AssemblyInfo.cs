// One browser serves all tests; what they wait for is the browser, so that two at a time are enough.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.ClassLevel)]
