namespace LogActors.Tests;

public sealed class LogFileNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("shop/payments")]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("my-company.orders_2")]
    [InlineData("a/b/c/d")]
    [InlineData("a..b")]
    [InlineData("ends-with-dash-")]
    [InlineData("ends_")]
    [InlineData("20261123")]
    [InlineData("orders-2026112")]
    [InlineData("orders-2026-11-23")]
    [InlineData("orders-20261123-eu")]
    [InlineData("log")]
    [InlineData("a.log.gz")]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("com10")]
    [InlineData("lpt-1")]
    [InlineData("my.con")]
    public void TryParse_NameWithinTheRules_KeepsIt(string name)
    {
        bool valid = LogFileName.TryParse(name, out LogFileName parsed, out string? error);

        Assert.True(valid, error);
        Assert.Null(error);
        Assert.Equal(name, parsed.Value);
        Assert.Equal(name, parsed.ToString());
        Assert.Equal(parsed, LogFileName.Parse(name));
    }

    [Theory]
    [InlineData(null, "A log file's name is empty; it needs at least one character, such as 'orders'.")]
    [InlineData("", "A log file's name is empty; it needs at least one character, such as 'orders'.")]
    [InlineData("..", "The log file name '..' is not valid: '..' is not a name; a log file stays under the log root.")]
    [InlineData("a/../b", "The log file name 'a/../b' is not valid: '..' is not a name; a log file stays under the log root.")]
    [InlineData("a/..", "The log file name 'a/..' is not valid: '..' is not a name; a log file stays under the log root.")]
    [InlineData("./a", "The log file name './a' is not valid: '.' is not a name; a log file stays under the log root.")]
    [InlineData("/etc/passwd", "The log file name '/etc/passwd' is not valid: a part between slashes is empty (an absolute path, or '//' or a slash at the end).")]
    [InlineData("a//b", "The log file name 'a//b' is not valid: a part between slashes is empty (an absolute path, or '//' or a slash at the end).")]
    [InlineData("a/", "The log file name 'a/' is not valid: a part between slashes is empty (an absolute path, or '//' or a slash at the end).")]
    [InlineData("/", "The log file name '/' is not valid: a part between slashes is empty (an absolute path, or '//' or a slash at the end).")]
    [InlineData("a\\b", "The log file name 'a\\b' is not valid: it contains a backslash; folders are separated by '/'.")]
    [InlineData("..\\..\\a", "The log file name '..\\..\\a' is not valid: it contains a backslash; folders are separated by '/'.")]
    [InlineData("c:/a", "The log file name 'c:/a' is not valid: ':' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a:stream", "The log file name 'a:stream' is not valid: ':' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a b", "The log file name 'a b' is not valid: ' ' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a~1", "The log file name 'a~1' is not valid: '~' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a\0b", "The log file name 'a\\u0000b' is not valid: it contains a control character.")]
    [InlineData("a\nb", "The log file name 'a\\u000ab' is not valid: it contains a control character.")]
    [InlineData("a\u001b[31m", "The log file name 'a\\u001b[31m' is not valid: it contains a control character.")]
    [InlineData("a\u0085", "The log file name 'a\\u0085' is not valid: it contains a control character.")]
    [InlineData("Orders", "The log file name 'Orders' is not valid: it contains upper-case letters; names are lower case, so that no two differ in case alone.")]
    [InlineData("Äpfel", "The log file name 'Äpfel' is not valid: it contains upper-case letters; names are lower case, so that no two differ in case alone.")]
    [InlineData("äpfel", "The log file name 'äpfel' is not valid: 'ä' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a\u2028b", "The log file name 'a\\u2028b' is not valid: '\\u2028' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("a\u202Eb", "The log file name 'a\\u202eb' is not valid: '\\u202e' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData("\U0001F600", "The log file name '\\ud83d\\ude00' is not valid: '\\ud83d' is not allowed; use a-z, 0-9, '.', '_' and '-'.")]
    [InlineData(".hidden", "The log file name '.hidden' is not valid: the part '.hidden' begins with '.'; it must begin with a letter or digit.")]
    [InlineData("...", "The log file name '...' is not valid: the part '...' begins with '.'; it must begin with a letter or digit.")]
    [InlineData(".logactors/orders", "The log file name '.logactors/orders' is not valid: the part '.logactors' begins with '.'; it must begin with a letter or digit.")]
    [InlineData("-rf", "The log file name '-rf' is not valid: the part '-rf' begins with '-'; it must begin with a letter or digit.")]
    [InlineData("_a", "The log file name '_a' is not valid: the part '_a' begins with '_'; it must begin with a letter or digit.")]
    [InlineData("a.", "The log file name 'a.' is not valid: the part 'a.' ends with a dot, which Windows would drop.")]
    [InlineData("a./b", "The log file name 'a./b' is not valid: the part 'a.' ends with a dot, which Windows would drop.")]
    [InlineData("orders.log", "The log file name 'orders.log' is not valid: the part 'orders.log' ends in '.log'; leave it off, the silo adds it.")]
    [InlineData("orders.log/a", "The log file name 'orders.log/a' is not valid: the part 'orders.log' ends in '.log'; leave it off, the silo adds it.")]
    [InlineData("orders-20261123", "The log file name 'orders-20261123' is not valid: the part 'orders-20261123' ends like the date of a segment (-YYYYMMDD); it would clash with one.")]
    [InlineData("a-b-20261123t14", "The log file name 'a-b-20261123t14' is not valid: the part 'a-b-20261123t14' ends like the date of a segment (-YYYYMMDD); it would clash with one.")]
    [InlineData("a-20261123.0002", "The log file name 'a-20261123.0002' is not valid: the part 'a-20261123.0002' ends like the date of a segment (-YYYYMMDD); it would clash with one.")]
    [InlineData("con", "The log file name 'con' is not valid: 'con' is a device name on Windows.")]
    [InlineData("a/nul", "The log file name 'a/nul' is not valid: 'nul' is a device name on Windows.")]
    [InlineData("aux.txt", "The log file name 'aux.txt' is not valid: 'aux.txt' is a device name on Windows.")]
    [InlineData("prn", "The log file name 'prn' is not valid: 'prn' is a device name on Windows.")]
    [InlineData("com1", "The log file name 'com1' is not valid: 'com1' is a device name on Windows.")]
    [InlineData("lpt9.a.b", "The log file name 'lpt9.a.b' is not valid: 'lpt9.a.b' is a device name on Windows.")]
    public void TryParse_NameAgainstARule_QuotesItAndSaysWhich(string? name, string message)
    {
        bool valid = LogFileName.TryParse(name, out LogFileName parsed, out string? error);

        Assert.False(valid);
        Assert.Equal(message, error);
        Assert.Equal(default, parsed);
        Assert.Equal("", parsed.Value);
        Assert.Equal(message, Assert.Throws<FormatException>(() => LogFileName.Parse(name!)).Message);
    }

    [Fact]
    public void TryParse_LoneSurrogate_QuotesItEscaped()
    {
        LogFileName.TryParse("a\uD800", out _, out string? error);

        Assert.Equal("The log file name 'a\\ud800' is not valid: '\\ud800' is not allowed; use a-z, 0-9, '.', '_' and '-'.", error);
    }

    [Fact]
    public void TryParse_ReservedNumberedDevices_AreAllRefused()
    {
        for (char digit = '0'; digit <= '9'; digit++)
        {
            Assert.False(LogFileName.TryParse($"com{digit}", out _, out _));
            Assert.False(LogFileName.TryParse($"lpt{digit}", out _, out _));
        }
    }

    [Fact]
    public void TryParse_LongestName_IsKeptAndOneMoreIsRefused()
    {
        string longest = new('a', LogFileName.MaxBytes);

        Assert.True(LogFileName.TryParse(longest, out _, out _));
        Assert.False(LogFileName.TryParse(longest + "a", out _, out string? error));
        Assert.Equal($"The log file name '{new string('a', 32)}…' has 201 bytes; the limit is 200.", error);
    }

    [Fact]
    public void TryParse_LongNameOfWideCharacters_CountsBytes()
    {
        LogFileName.TryParse(new string('\u20AC', 67), out _, out string? error);

        Assert.Equal($"The log file name '{new string('\u20AC', 32)}…' has 201 bytes; the limit is 200.", error);
    }

    [Fact]
    public void TryParse_ArbitraryText_IsRefusedByAMessageOfOneLineOrConfined() =>
        Gen.OneOf(Some.Text, Gen.Char["abz09._-/\\"].Array[0, 20].Select(c => new string(c))).Sample(
            name =>
            {
                if (!LogFileName.TryParse(name, out LogFileName parsed, out string? error))
                {
                    Assert.DoesNotContain(error, c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
                    return;
                }

                string root = Path.GetFullPath("root") + Path.DirectorySeparatorChar;
                string path = Path.GetFullPath(Path.Combine(root, parsed.Value + ".log"));
                Assert.StartsWith(root, path, StringComparison.Ordinal);
                Assert.All(name, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-' or '/'));
            },
            iter: 20_000);

    [Theory]
    [InlineData(null, "app")]
    [InlineData("", "app")]
    [InlineData("...", "app")]
    [InlineData("日本", "app")]
    [InlineData("\uD800", "app")]
    [InlineData("My Company.Orders", "my-company.orders")]
    [InlineData("Shop/Payments", "shop-payments")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("C:\\Program Files\\App", "c--program-files-app")]
    [InlineData("CON", "app-con")]
    [InlineData("nul.exe", "app-nul.exe")]
    [InlineData("Orders.Log", "orders.log-app")]
    [InlineData("orders-20261123", "orders-20261123-app")]
    [InlineData("con.log", "app-con.log-app")]
    public void FromApplicationName_ByExample_KeepsWhatIsUsable(string? applicationName, string expected) =>
        Assert.Equal(expected, LogFileName.FromApplicationName(applicationName).Value);

    [Fact]
    public void FromApplicationName_LongNames_AreCutAndStayTellable()
    {
        Assert.Equal(new string('a', 192), LogFileName.FromApplicationName(new string('a', 10_000)).Value);
        Assert.Equal($"con.{new string('a', 184)}.log".Insert(0, "app-") + "-app", LogFileName.FromApplicationName($"con.{new string('a', 184)}.log").Value);
    }

    [Fact]
    public void FromApplicationName_ArbitraryText_IsAValidName() =>
        Gen.OneOf(Some.Text, Gen.Char["CONnul1.-_20log"].Array[0, 250].Select(c => new string(c))).Sample(
            text =>
            {
                LogFileName name = LogFileName.FromApplicationName(text);

                Assert.True(LogFileName.TryParse(name.Value, out LogFileName parsed, out string? error), error);
                Assert.Equal(name, parsed);
            },
            iter: 20_000);
}
