// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// What the mains need to know of the process and the machine they run on.
namespace landline::app {

/// The arguments, before there is an application to ask for them.
QStringList argumentsOf(int argc, char** argv);

/// Has Qt use its own event dispatcher and not GLib's, which costs a fifth more in each turn and which a program without
/// a screen has no use for. Before there is an application; QT_NO_GLIB in the environment comes first.
void preferPlainEventLoop();

/// Whether windows can be shown: without a display QApplication would abort the process (TRAPS 24).
bool hasDisplay();

/// The path of another program of ours: beside this one, as built and as installed; else wherever
/// programs are; empty where it is nowhere.
QString programBeside(const QString& name);

} // namespace landline::app
