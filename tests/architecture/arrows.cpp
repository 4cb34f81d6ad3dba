// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/arrows.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <array>

using namespace Qt::StringLiterals;

namespace landline::architecture {

namespace {

// What the files of a folder may include. Each column is a list of words; one that ends in '*'
// stands for all that begin so.
struct Arrows {
    QLatin1StringView folder;
    QLatin1StringView folders; // of ours
    QLatin1StringView qt; // modules, without their "Qt"
    QLatin1StringView libraries; // "system": what C and the operating system bring
    QLatin1StringView refused; // headers of an allowed module that this folder has no business with
};

// messages <- client <- ui <- app    messages <- server <- app
// Never client <-> server, except in tests and in app. The longest folder that a path begins with
// decides. Who draws an arrow here says in CONTRIBUTING.md why.
//
// messages: values and their JSON, so no QObject, no I/O and no threads.
// ui: shows client state and reports intentions, and never sees JSON or a socket.
// app/cli: landline-cli, which has no screen.
// tests/support: linked by landline-harness, which has no screen.
// tests: ui, app and bench, which see the whole house.
// clang-format off
constexpr std::array table {
    Arrows {"messages"_L1, "messages"_L1, "Core"_L1, "simdjson"_L1,
        "QObject QCoreApplication QTimer QThread QFile QDir QSaveFile QIODevice QBuffer QDataStream QSettings QProcess "
        "fstream iostream filesystem thread"_L1},
    Arrows {"client"_L1, "client messages"_L1, "Core Network WebSockets Sql"_L1, ""_L1, ""_L1},
    Arrows {"server"_L1, "server messages"_L1, "Core Network WebSockets"_L1, "boost simdjson sqlite zlib system"_L1, ""_L1},
    Arrows {"ui"_L1, "ui client messages"_L1, "Core Gui Widgets Svg DBus"_L1, ""_L1, "QJson*"_L1},
    Arrows {"app"_L1, "app app/cli ui client server messages tests/support"_L1,
        "Core Network WebSockets Sql Gui Widgets Svg DBus"_L1, "system"_L1, ""_L1},
    Arrows {"app/cli"_L1, "app/cli app client messages"_L1,
        "Core Network WebSockets Sql"_L1, "readline system"_L1, ""_L1},

    Arrows {"tests/support"_L1, "tests/support client server messages"_L1,
        "Core Network WebSockets Sql Test"_L1, "system"_L1, ""_L1},
    Arrows {"tests/messages"_L1, "tests/messages tests/support messages"_L1, "Core Test"_L1, ""_L1, ""_L1},
    Arrows {"tests/client"_L1, "tests/client tests/support client server messages"_L1,
        "Core Network WebSockets Sql Test"_L1, "system"_L1, ""_L1},
    Arrows {"tests/server"_L1, "tests/server tests/support client server messages"_L1,
        "Core Network WebSockets Sql Test"_L1, "*"_L1, ""_L1},
    Arrows {"tests/architecture"_L1, "tests/architecture"_L1, "Core Gui Test"_L1, ""_L1, ""_L1},
    Arrows {"tests"_L1, "tests* app app/cli ui client server messages"_L1, "*"_L1, "*"_L1, ""_L1},
};
// clang-format on

struct Library {
    QLatin1StringView prefix;
    QLatin1StringView name;
};

// Of the libraries of packages.txt, how an include of theirs begins.
constexpr std::array libraries {
    Library { "boost/"_L1, "boost"_L1 },
    Library { "readline/"_L1, "readline"_L1 },
    Library { "simdjson"_L1, "simdjson"_L1 },
    Library { "sqlite3"_L1, "sqlite"_L1 },
    Library { "zlib.h"_L1, "zlib"_L1 },
};

bool permits(QLatin1StringView words, const QString& name)
{
    for (const QLatin1StringView word : words.tokenize(' '_L1, Qt::SkipEmptyParts)) {
        if (word.endsWith('*'_L1) ? name.startsWith(word.chopped(1)) : name == word) {
            return true;
        }
    }
    return false;
}

bool isIn(const QString& path, QLatin1StringView folder)
{
    return path.size() > folder.size() && path.startsWith(folder) && path.at(folder.size()) == u'/';
}

const Arrows* arrowsOf(const QString& path)
{
    const Arrows* best = nullptr;
    for (const Arrows& row : table) {
        if (isIn(path, row.folder) && (!best || row.folder.size() > best->folder.size())) {
            best = &row;
        }
    }
    return best;
}

// "tests/support/clock.h" gives "tests/support", "server/net/peer.h" gives "server"; empty where it
// is no folder of ours.
QString folderOf(const QString& path)
{
    const Arrows* arrows = arrowsOf(path);
    if (!arrows) {
        return {};
    }
    return arrows->folder == "tests"_L1 ? path.section(u'/', 0, 1) : QString(arrows->folder);
}

QString forbidden(const Arrows& from, const QString& to)
{
    return u"forbidden arrow %1 -> %2"_s.arg(from.folder, to);
}

QString objectionToQuoted(const QString& path, const Arrows& arrows, const QString& name)
{
    const QString stem = path.section(u'/', -1).section(u'.', 0, -2);
    if (name == stem + u".moc"_s || name == u"moc_"_s + stem + u".cpp"_s) {
        return {};
    }
    const QStringList parts = name.split(u'/');
    if (parts.contains(u"..") || parts.contains(u".")) {
        return u"a path is written from the top, \"folder/file.h\", and not relative"_s;
    }
    const QString folder = folderOf(name);
    if (folder.isEmpty()) {
        return u"a quoted include is one of ours and is written from the top, \"folder/file.h\""_s;
    }
    if (!name.endsWith(u".h")) {
        return u"only headers are included"_s;
    }
    return permits(arrows.folders, folder) ? QString() : forbidden(arrows, folder);
}

QString objectionToQt(const Arrows& arrows, const QStringList& modules)
{
    for (const QString& module : modules) {
        if (permits(arrows.qt, module.sliced(2))) {
            return {};
        }
    }
    return forbidden(arrows, modules.constFirst());
}

QString objectionToAngled(const Arrows& arrows, const QString& name, const QtHeaders& qt)
{
    if (qt.isModule(name.section(u'/', 0, 0))) {
        // <QtWidgets/QWidget> is found even where Widgets is not linked, and <QtWidgets> brings
        // everything.
        return u"of Qt the bare form <QClass> is included, which is found only where the module is linked"_s;
    }
    if (name.contains(u"private/") || name.endsWith(u"_p.h")) {
        return u"private headers change without notice"_s;
    }
    if (!folderOf(name).isEmpty()) {
        return u"a file of ours is included in quotes"_s;
    }
    if (permits(arrows.refused, name)) {
        return forbidden(arrows, name);
    }
    if (const QStringList modules = qt.modulesOf(name); !modules.isEmpty()) {
        return objectionToQt(arrows, modules);
    }
    for (const Library& library : libraries) {
        if (name.startsWith(library.prefix)) {
            return permits(arrows.libraries, library.name) ? QString()
                                                           : forbidden(arrows, library.name);
        }
    }
    if (name.startsWith(u'Q')) {
        return u"no module of the installed Qt has this header"_s;
    }
    const bool isStandard = !name.contains(u'/') && !name.contains(u'.');
    return isStandard || permits(arrows.libraries, u"system"_s) ? QString()
                                                                : forbidden(arrows, u"system"_s);
}

} // namespace

QString objectionTo(const QString& path, const Include& include, const QtHeaders& qt)
{
    const Arrows* arrows = arrowsOf(path);
    if (!arrows) {
        return u"this folder has no row in the table of arrows"_s;
    }
    switch (include.form) {
    case Include::Form::Quoted:
        return objectionToQuoted(path, *arrows, include.name);
    case Include::Form::Angled:
        return objectionToAngled(*arrows, include.name, qt);
    case Include::Form::Computed:
        return u"a computed include cannot be checked"_s;
    }
    Q_UNREACHABLE();
}

QStringList sourcesBelow(const QString& top)
{
    QStringList sources;
    const QStringList folders = QDir(top).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& folder : folders) {
        if (folder == u"build" || folder == u"node_modules") {
            continue;
        }
        QDirIterator files(top + u'/' + folder, { u"*.h"_s, u"*.cpp"_s }, QDir::Files,
            QDirIterator::Subdirectories);
        while (files.hasNext()) {
            sources.append(QDir(top).relativeFilePath(files.next()));
        }
    }
    sources.sort();
    return sources;
}

QStringList objectionsIn(const QString& top, const QtHeaders& qt)
{
    QStringList objections;
    for (const QString& path : sourcesBelow(top)) {
        QFile file(top + u'/' + path);
        if (!file.open(QIODevice::ReadOnly)) {
            objections.append(u"%1: cannot be read: %2"_s.arg(path, file.errorString()));
            continue;
        }
        for (const Include& include : includesOf(QString::fromUtf8(file.readAll()))) {
            const QString objection = objectionTo(path, include, qt);
            if (!objection.isEmpty()) {
                objections.append(
                    u"%1:%2: %3: %4"_s.arg(path).arg(include.line).arg(include.name, objection));
            }
        }
    }
    return objections;
}

} // namespace landline::architecture
