// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/arrows.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::architecture;

/// Holds the sources of the house against the table of arrows, and the checker against sources that
/// are known bad.
class IncludesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeFollowsTheArrows();
    void everySourceBelongsToATarget();

    void checkerDecides_data();
    void checkerDecides();
    void directivesAreFound_data();
    void directivesAreFound();
    void aBadFileInATreeIsNamedWithItsLine();

private:
    const QtHeaders m_qt { QStringLiteral(QT_INCLUDE_ROOT) };
};

void IncludesTest::everyIncludeFollowsTheArrows()
{
    const QString top = QStringLiteral(SOURCE_TREE);
    QVERIFY(sourcesBelow(top).contains(u"tests/architecture/tst_includes.cpp"));

    const QStringList objections = objectionsIn(top, m_qt);
    QVERIFY2(objections.isEmpty(), qPrintable(u'\n' + objections.join(u'\n')));
}

void IncludesTest::everySourceBelongsToATarget()
{
    QFile list(QStringLiteral(SOURCES_OF_TARGETS));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QStringList named = QString::fromUtf8(list.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(named.contains(u"tests/architecture/tst_includes.cpp"));

    QStringList orphans;
    for (const QString& path : sourcesBelow(QStringLiteral(SOURCE_TREE))) {
        if (!named.contains(path)) {
            orphans.append(path);
        }
    }
    QVERIFY2(orphans.isEmpty(),
        qPrintable(u"\nno CMakeLists.txt names these:\n"_s + orphans.join(u'\n')));
}

void IncludesTest::checkerDecides_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("directive");
    QTest::addColumn<QString>("objection"); // a part of it; empty where the directive is good

    const auto row = [](const char* path, const char* directive, const char* objection) {
        QTest::addRow("%s: %s", path, directive)
            << QString::fromLatin1(path) << QString::fromLatin1(directive)
            << QString::fromLatin1(objection);
    };
    // Good: along the arrows.
    row("messages/codec.cpp", "#include \"messages/codec.h\"", "");
    row("messages/codec.cpp", "#include <QString>", "");
    row("messages/codec.cpp", "#include <QtEndian>", "");
    row("messages/codec.cpp", "#include <simdjson.h>", "");
    row("messages/codec.cpp", "#include <variant>", "");
    row("messages/codec.cpp", "#include <cstring>", "");
    row("client/session.h", "#include \"messages/codec.h\"", "");
    row("client/session.cpp", "#include <QWebSocket>", "");
    row("client/session.cpp", "#include \"moc_session.cpp\"", "");
    row("server/store/database.cpp", "#include <sqlite3.h>", "");
    row("server/net/frontdoor.cpp", "#include <boost/beast/http.hpp>", "");
    row("server/net/poller.cpp", "#include <sys/epoll.h>", "");
    row("ui/composer.h", "#include <QPlainTextEdit>", "");
    row("ui/timelineview.h", "#include \"client/timelinemodel.h\"", "");
    row("app/harness/main.cpp", "#include \"tests/support/embeddedserver.h\"", "");
    row("app/landline/main.cpp", "#include \"ui/mainwindow.h\"", "");
    row("app/landlinecli.cpp", "#include \"app/cli/chat.h\"", "");
    row("app/cli/readlinescreen.cpp", "#include <readline/readline.h>", "");
    row("tests/client/tst_session.cpp", "#include \"tst_session.moc\"", "");
    row("tests/client/tst_session.cpp", "#include \"server/server.h\"", "");
    row("tests/client/tst_session.cpp", "#include <QSignalSpy>", "");
    row("tests/ui/tst_composer.cpp", "#include \"tests/ui/window.h\"", "");

    // Bad: against an arrow.
    row("messages/codec.h", "#include \"client/session.h\"", "messages -> client");
    row("messages/codec.h", "#include \"tests/support/manualclock.h\"",
        "messages -> tests/support");
    row("messages/codec.h", "#include <QTcpSocket>", "messages -> QtNetwork");
    row("messages/codec.h", "#include <QColor>", "messages -> QtGui");
    row("messages/codec.h", "#include <QObject>", "messages -> QObject");
    row("messages/codec.h", "#include <fstream>", "messages -> fstream");
    row("messages/codec.h", "#include <unistd.h>", "messages -> system");
    row("client/session.cpp", "#include \"server/rooms/room.h\"", "client -> server");
    row("client/session.cpp", "#include \"ui/mainwindow.h\"", "client -> ui");
    row("client/model.cpp", "#include <QPushButton>", "client -> QtWidgets");
    row("client/model.cpp", "#include <QIcon>", "client -> QtGui");
    row("client/model.cpp", "#include <qpushbutton.h>", "client -> QtWidgets");
    row("client/codec.cpp", "#include <boost/json.hpp>", "client -> boost");
    row("server/rooms/room.cpp", "#include \"client/session.h\"", "server -> client");
    row("server/rooms/room.cpp", "#include \"app/main.h\"", "server -> app");
    row("server/rooms/room.cpp", "#include <QImage>", "server -> QtGui");
    row("server/rooms/room.cpp", "#include <QSystemTrayIcon>", "server -> QtWidgets");
    row("server/rooms/room.cpp", "#include <QSignalSpy>", "server -> QtTest");
    row("ui/mainwindow.cpp", "#include \"server/server.h\"", "ui -> server");
    row("ui/mainwindow.cpp", "#include <QWebSocket>", "ui -> QtWebSockets");
    row("ui/mainwindow.cpp", "#include <QJsonObject>", "ui -> QJsonObject");
    row("ui/mainwindow.cpp", "#include <QSqlQuery>", "ui -> QtSql");
    row("app/landline/main.cpp", "#include \"tests/bench/load.h\"", "app -> tests/bench");
    row("app/landline/main.cpp", "#include <QTest>", "app -> QtTest");
    row("app/landline/main.cpp", "#include <readline/history.h>", "app -> readline");
    row("app/cli/chat.cpp", "#include \"ui/sentences.h\"", "app/cli -> ui");
    row("app/cli/chat.cpp", "#include \"server/serverthread.h\"", "app/cli -> server");
    row("app/cli/chat.cpp", "#include <QColor>", "app/cli -> QtGui");
    row("tests/support/user.h", "#include \"ui/mainwindow.h\"", "tests/support -> ui");
    row("tests/support/user.h", "#include <QWidget>", "tests/support -> QtWidgets");
    row("tests/messages/tst_codec.cpp", "#include \"server/server.h\"", "tests/messages -> server");

    // Bad: the form.
    row("ui/mainwindow.cpp", "#include <QtWidgets/QWidget>", "bare form");
    row("ui/mainwindow.cpp", "#include <QtWidgets>", "bare form");
    row("tests/client/tst_session.cpp", "#include <QtTest>", "bare form");
    row("server/net/peer.cpp", "#include \"../rooms/room.h\"", "not relative");
    row("server/net/peer.cpp", "#include \"server/../client/session.h\"", "not relative");
    row("server/net/peer.cpp", "#include \"./peer.h\"", "not relative");
    row("server/net/peer.cpp", "#include \"peer.h\"", "from the top");
    row("server/net/peer.cpp", "#include \"QString\"", "from the top");
    row("server/net/peer.cpp", "#include \"other.moc\"", "from the top");
    row("server/net/peer.cpp", "#include \"server/net/frame.cpp\"", "only headers");
    row("server/net/peer.cpp", "#include <messages/codec.h>", "in quotes");
    row("server/net/peer.cpp", "#include <private/qobject_p.h>", "private");
    row("server/net/peer.cpp", "#include <QNoSuchThing>", "no module");
    row("server/net/peer.cpp", "#include PLATFORM_HEADER", "computed");
    row("manager/manager.cpp", "#include <QString>", "no row");
}

void IncludesTest::checkerDecides()
{
    QFETCH(const QString, path);
    QFETCH(const QString, directive);
    QFETCH(const QString, objection);

    const QList<Include> includes = includesOf(directive);
    QCOMPARE(includes.size(), 1);
    const QString actual = objectionTo(path, includes.constFirst(), m_qt);
    QVERIFY2(
        objection.isEmpty() ? actual.isEmpty() : actual.contains(objection), qPrintable(actual));
}

void IncludesTest::directivesAreFound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("found");

    QTest::newRow("plain") << u"#include <QString>\n"_s << QStringList { u"1 QString"_s };
    QTest::newRow("spaced") << u"\n  #  include\t\"a/b.h\" // why"_s
                            << QStringList { u"2 a/b.h"_s };
    QTest::newRow("no space") << u"#include<QString>"_s << QStringList { u"1 QString"_s };
    QTest::newRow("in #if") << u"#if 0\n#include <QList>\n#endif"_s << QStringList { u"2 QList"_s };
    QTest::newRow("after a comment")
        << u"/* one\ntwo */ #include <QList>"_s << QStringList { u"2 QList"_s };
    QTest::newRow("two") << u"#include <a>\n#include <b>"_s << QStringList { u"1 a"_s, u"2 b"_s };
    QTest::newRow("after a quote in a literal")
        << u"auto c = '\"';\n#include <QList>"_s << QStringList { u"2 QList"_s };
    QTest::newRow("after a digit separator")
        << u"int n = 1'000;\n#include <QList>"_s << QStringList { u"2 QList"_s };
    QTest::newRow("line comment") << u"// #include <QString>"_s << QStringList();
    QTest::newRow("block comment") << u"/*\n#include <QString>\n*/"_s << QStringList();
    QTest::newRow("slashes in a literal")
        << u"auto s = \"http://\";\n#include <QList>"_s << QStringList { u"2 QList"_s };
    QTest::newRow("in a literal") << u"auto s = \"#include <QString>\";"_s << QStringList();
    QTest::newRow("other directive") << u"#define include_me <QString>"_s << QStringList();
}

void IncludesTest::directivesAreFound()
{
    QFETCH(const QString, source);
    QFETCH(const QStringList, found);

    QStringList actual;
    for (const Include& include : includesOf(source)) {
        actual.append(u"%1 %2"_s.arg(include.line).arg(include.name));
    }
    QCOMPARE(actual, found);
}

void IncludesTest::aBadFileInATreeIsNamedWithItsLine()
{
    QTemporaryDir top;
    const auto write = [&](const QString& path, const QByteArray& text) {
        QDir(top.path()).mkpath(path.section(u'/', 0, -2));
        QFile file(top.filePath(path));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write(u"messages/good.h"_s, "#pragma once\n#include <QString>\n"));
    QVERIFY(write(u"messages/bad.h"_s, "#pragma once\n\n#include <QWidget>\n"));
    QVERIFY(write(u"server/net/bad.cpp"_s, "#include \"client/session.h\"\n"));
    QVERIFY(write(u"build/dev/any.cpp"_s, "#include <QtWidgets/QWidget>\n"));

    QCOMPARE(objectionsIn(top.path(), m_qt),
        QStringList({ u"messages/bad.h:3: QWidget: forbidden arrow messages -> QtWidgets"_s,
            u"server/net/bad.cpp:1: client/session.h: forbidden arrow server -> client"_s }));
}

QTEST_APPLESS_MAIN(IncludesTest)
#include "tst_includes.moc"
